#include "fixture.hpp"
#include "silent_listener.hpp"

#include <jimeng/net/download.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(net_exchange_connections)

// Keep-alive, time limits, cancellation, and what was sent when it went wrong.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr char const* empty_ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Answers every request of a connection, and counts them.
raw_server::session counting(std::atomic<int>& requests, std::string answer)
{
    return [&requests, answer](raw_peer& peer, int) {
        while (!peer.read_request().empty()) {
            ++requests;
            peer.send(answer);
        }
    };
}

/// To a name, which the test gives addresses. Plain http is for this machine's own names only.
jimeng::http_request post_to_name(std::uint16_t port)
{
    return {"POST", {"https", "service.test", port}, "/", {}, "{}"};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_connection_is_used_again_for_its_origin)
{
    std::atomic<int> requests{0};
    raw_server server{counting(requests, empty_ok)};
    jimeng::beast_transport transport;
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(!exchange(transport, post_to(server)).ec);
    BOOST_TEST(requests == 3);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_fresh_connection_is_made_when_asked_for)
{
    raw_server server{answering(empty_ok)};
    jimeng::beast_transport transport;
    jimeng::exchange_options options;
    options.fresh_connection = true;
    for (int i = 0; i != 2; ++i)
        BOOST_TEST(!exchange(transport, post_to(server), options).ec);
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_connection_is_not_used_again_after_close_http_1_0_or_idleness)
{
    for (auto const* const answer : {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                                     "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"}) {
        std::atomic<int> requests{0};
        raw_server server{counting(requests, answer)};
        jimeng::beast_transport transport;
        for (int i = 0; i != 2; ++i)
            BOOST_TEST(!exchange(transport, post_to(server)).ec);
        BOOST_TEST(server.connections() == 2);
    }
    std::atomic<int> requests{0};
    raw_server server{counting(requests, empty_ok)};
    jimeng::beast_transport transport{{.idle = 20ms}};
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    std::this_thread::sleep_for(40ms);
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(row_26_bytes_behind_an_answer_are_never_the_next_answer)
{
    std::string const poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
    for (auto const pause : {0ms, 30ms}) {
        std::atomic<bool> poisoned = pause == 0ms;
        raw_server server{[&](raw_peer& peer, int) {
            peer.read_request();
            if (pause == 0ms)
                peer.send(empty_ok + poison);
            else
                peer.send(empty_ok);
            std::this_thread::sleep_for(pause);
            if (pause != 0ms) peer.send(poison);
            poisoned = true;
            peer.drain();
        }};
        jimeng::beast_transport transport;
        BOOST_TEST(!exchange(transport, post_to(server)).ec);
        while (!poisoned)
            std::this_thread::sleep_for(1ms);
        auto const second = exchange(transport, post_to(server));
        BOOST_TEST(!second.ec);
        BOOST_TEST(second.response.body.empty());
        BOOST_TEST(server.connections() == 2);
    }
}

BOOST_AUTO_TEST_CASE(row_26_a_connection_that_the_server_closed_is_replaced_before_anything_is_sent)
{
    std::atomic<bool> closed_here{false};
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send(empty_ok);
        ::shutdown(peer.descriptor(), SHUT_RDWR);
        closed_here = true;
    }};
    jimeng::beast_transport transport;
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    while (!closed_here)
        std::this_thread::yield();
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_request_that_dies_on_a_reused_connection_is_not_sent_again)
{
    std::atomic<int> requests{0};
    raw_server server{[&](raw_peer& peer, int) {
        if (!peer.read_request().empty()) ++requests;
        peer.send(empty_ok);
        if (!peer.read_request().empty()) ++requests;
    }};
    jimeng::beast_transport transport;
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    auto const second = exchange(transport, post_to(server));
    BOOST_TEST(second.ec == closed);
    BOOST_TEST((second.ec == jimeng::condition::maybe_sent));
    BOOST_TEST(requests == 2);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(row_2_a_closed_port_refuses)
{
    std::uint16_t port = 0;
    {
        raw_server gone{answering("")};
        port = gone.port();
    }
    auto const got = exchange(post_to(port));
    BOOST_TEST(got.ec == connect_refused);
    BOOST_TEST((got.ec == jimeng::condition::not_sent));
    BOOST_TEST(got.details.client_message.find("127.0.0.1:" + std::to_string(port) + ": Connection refused") == 0U);
    auto by_name = post_to(port);
    by_name.origin.host = "localhost";
    BOOST_TEST(exchange(by_name).ec == connect_refused);
}

BOOST_AUTO_TEST_CASE(localhost_reaches_this_machine)
{
    raw_server server{answering(empty_ok)};
    auto request = post_to(server);
    request.origin.host = "localhost";
    BOOST_TEST(!exchange(request).ec);
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_given_up_at_the_deadline)
{
    raw_server server{[](raw_peer& peer, int) { peer.drain(); }};
    jimeng::exchange_options options;
    options.timeout = 200ms;
    outcome got;
    auto const took = time_of([&] { got = exchange(post_to(server), options, {.stall = 50ms}); });
    BOOST_TEST(got.ec == read_timeout);
    BOOST_TEST((took >= 200ms && took < soon));
}

BOOST_AUTO_TEST_CASE(a_duration_without_end_does_not_end_at_once)
{
    for (auto const endless : {std::chrono::milliseconds::max(), std::chrono::milliseconds{24h * 365 * 300}}) {
        raw_server server{[](raw_peer& peer, int) {
            while (!peer.read_request().empty()) {
                std::this_thread::sleep_for(20ms);
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nda");
                std::this_thread::sleep_for(20ms);
                peer.send("ta");
            }
        }};
        jimeng::beast_transport transport{
            {.resolve = endless, .connect = endless, .tls = endless, .stall = endless, .idle = endless}};
        jimeng::exchange_options options;
        options.timeout = endless;
        for (int i = 0; i != 2; ++i) {
            outcome got;
            got.response = transport.exchange(post_to(server), options, got.ec, got.details);
            BOOST_TEST(!got.ec, got.details.client_message);
            BOOST_TEST(got.response.body == "data");
        }
        BOOST_TEST(server.connections() == 1);
    }
}

BOOST_AUTO_TEST_CASE(row_57_public_addresses_only_refuses_this_machine_however_it_is_written)
{
    raw_server server{answering(empty_ok)};
    jimeng::exchange_options options;
    options.public_addresses_only = true;
    for (auto const* const host : {"127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f.1", "0177.0.0.1",
                                   "0.0.0.0", "0", "::1", "::", "::ffff:127.0.0.1", "169.254.169.254"}) {
        auto request = post_to(server);
        request.origin = {"https", host, server.port()};
        auto const got = exchange(request, options);
        BOOST_TEST(got.ec == forbidden_address, host << ": " << got.details.client_message);
        BOOST_TEST(got.details.client_message.find("it leads to ") != std::string::npos);
    }
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_no_way_around_public_addresses_only)
{
    std::atomic<int> requests{0};
    raw_server server{counting(requests, empty_ok)};
    jimeng::beast_transport transport;
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
    jimeng::exchange_options options;
    options.public_addresses_only = true;
    BOOST_TEST(exchange(transport, post_to(server), options).ec == forbidden_address);
    BOOST_TEST(requests == 1);
}

BOOST_AUTO_TEST_CASE(row_57_a_download_reaches_this_machine_by_its_plain_names_only)
{
    raw_server server{answering(empty_ok)};
    auto const port = ':' + std::to_string(server.port());
    jimeng::beast_transport transport;
    for (auto const* const host :
         {"LOCALHOST", "localhost.", "127.1", "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]", "[::]"}) {
        jimeng::download_operation operation{
            "https://" + std::string{host} + port + "/", std::nullopt, {.attempts = 1, .allow_this_machine = true}};
        jimeng::run(operation, transport, [](auto&, auto) {});
        bool const no_such_name = operation.error() == resolve_failed && std::string_view{host} == "localhost.";
        BOOST_TEST((operation.error() == forbidden_address || no_such_name), host << operation.error().message());
    }
    BOOST_TEST(server.connections() == 0);
    jimeng::download_operation plain{
        "http://127.0.0.1" + port + "/", std::nullopt, {.attempts = 1, .allow_this_machine = true}};
    jimeng::run(plain, transport, [](auto&, auto) {});
    BOOST_TEST(plain.error() == bad_image);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(row_14_an_answer_that_drips_is_a_stall)
{
    for (std::string const begun : {"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "}) {
        raw_server server{[&](raw_peer& peer, int) {
            peer.read_request();
            peer.send(begun);
            while (peer.send("x"))
                std::this_thread::sleep_for(20ms);
        }};
        outcome got;
        auto const took = time_of([&] { got = exchange(post_to(server), {}, {.stall = 200ms}); });
        BOOST_TEST(got.ec == read_stalled);
        BOOST_TEST(took < soon);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_keeps_coming_is_no_stall)
{
    constexpr auto stall = 250ms;
    std::atomic<bool> even{true};
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 20480\r\n\r\n");
        for (int i = 0; i != 10; ++i) {
            even = even && time_of([] { std::this_thread::sleep_for(40ms); }) < stall / 2;
            peer.send(std::string(2048, 'x'));
        }
    }};
    outcome got;
    bool in_time = false;
    do { // a machine too busy to send evenly says nothing about the client
        even = true;
        in_time = time_of([&] { got = exchange(post_to(server), {}, {.stall = stall}); }) < 2 * 10 * 40ms;
    } while (got.ec && !(even && in_time));
    BOOST_TEST(!got.ec);
    BOOST_TEST(got.response.body.size() == 20480U);
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_read_leaves_the_request_unsent)
{
    std::atomic<bool> done{false};
    raw_server server{[&](raw_peer&, int) {
        while (!done)
            std::this_thread::sleep_for(5ms);
    }};
    auto const request = post_to(server, std::string(std::size_t{32} << 20, 'x'));
    BOOST_TEST(exchange(request, {}, {.stall = 200ms}).ec == send_incomplete);
    jimeng::exchange_options options;
    options.timeout = 200ms;
    done = true;
    std::atomic<bool> gave_up{false};
    raw_server second{[&](raw_peer&, int) {
        while (!gave_up)
            std::this_thread::sleep_for(5ms);
    }};
    auto other = request;
    other.origin.port = second.port();
    BOOST_TEST(exchange(other, options).ec == deadline_before_send);
    gave_up = true;
}

BOOST_AUTO_TEST_CASE(row_42_a_connection_cut_while_sending_is_not_sent)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_some(1000);
        peer.reset();
    }};
    auto const got = exchange(post_to(server, std::string(std::size_t{32} << 20, 'x')));
    BOOST_TEST(got.ec == send_incomplete);
    BOOST_TEST((got.ec == jimeng::condition::not_sent));
}

BOOST_AUTO_TEST_CASE(an_answer_before_the_end_of_the_request_is_delivered)
{
    for (bool const leaves : {false, true}) {
        raw_server server{[&](raw_peer& peer, int) {
            peer.read_some(1000);
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            if (leaves)
                peer.reset();
            else
                peer.drain();
        }};
        jimeng::beast_transport transport;
        auto const got = exchange(transport, post_to(server, std::string(std::size_t{32} << 20, 'x')));
        BOOST_TEST(!got.ec, got.ec.message() << (leaves ? " after a reset" : ""));
        BOOST_TEST(got.response.status == 413);
        BOOST_TEST(got.response.body == "big");
    }
}

BOOST_AUTO_TEST_CASE(a_stop_before_the_start_reaches_nobody)
{
    raw_server server{answering(empty_ok)};
    std::stop_source source;
    source.request_stop();
    jimeng::exchange_options options;
    options.stop = source.get_token();
    auto const got = exchange(post_to(server), options);
    BOOST_TEST(got.ec == cancelled_before_send);
    BOOST_TEST((got.ec == jimeng::condition::not_sent));
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_while_waiting_for_the_answer_leaves_the_fate_open)
{
    std::stop_source source;
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        source.request_stop();
        peer.drain();
    }};
    jimeng::exchange_options options;
    options.stop = source.get_token();
    outcome got;
    auto const took = time_of([&] { got = exchange(post_to(server), options); });
    BOOST_TEST(got.ec == cancelled);
    BOOST_TEST((got.ec == jimeng::condition::maybe_sent));
    BOOST_TEST(took < soon);
}

BOOST_AUTO_TEST_CASE(row_3_connecting_has_a_limit_per_address)
{
    silent_listener const silent{"127.0.0.1"};
    outcome got;
    auto const took = time_of([&] { got = exchange(post_to(silent.port()), {}, {.connect = 200ms}); });
    BOOST_TEST(got.ec == connect_timeout);
    BOOST_TEST((took >= 200ms && took < soon));
}

BOOST_AUTO_TEST_CASE(row_4_an_address_that_is_silent_or_refuses_leaves_the_next_one_its_turn)
{
    raw_server alive{[](raw_peer& peer, int) {
        peer.send(empty_ok); // which is no TLS
        peer.drain();
    }};
    silent_listener const silent{"127.0.0.2", alive.port()};
    using addresses = std::vector<std::string>;
    // Limits that no test waits for: only what is tried beside the silent address can answer.
    jimeng::transport_options const racing{.connect = hang, .next_address = 1ms};
    jimeng::transport_options const in_turn{.connect = 20ms, .next_address = hang};
    jimeng::transport_options const only_refusals{.connect = hang, .next_address = hang};
    for (auto const& [found, limits] : {std::pair{addresses{"127.0.0.2", "127.0.0.1"}, racing},
                                        {addresses{"127.0.0.2", "127.0.0.2", "127.0.0.3", "127.0.0.1"}, racing},
                                        {addresses{"127.0.0.2", "127.0.0.1"}, in_turn},
                                        {addresses{"127.0.0.3", "127.0.0.1"}, only_refusals},
                                        {addresses{"127.0.0.1", "127.0.0.2"}, only_refusals}}) {
        auto own = limits;
        own.lookup = [found = found](std::string const&) { return found; };
        outcome got;
        auto const took = time_of([&] { got = exchange(post_to_name(alive.port()), {}, own); });
        BOOST_TEST(got.ec == tls_handshake, found.front() << ": " << got.details.client_message);
        BOOST_TEST(took < soon);
    }
    BOOST_TEST(alive.connections() == 5);
}

BOOST_AUTO_TEST_CASE(row_3_and_4_where_every_address_fails_the_first_ones_reason_is_told)
{
    silent_listener const silent{"127.0.0.2"};
    auto const reason_of = [&](std::vector<std::string> const& found) {
        jimeng::transport_options limits{.connect = 20ms, .next_address = 1ms};
        limits.lookup = [found](std::string const&) { return found; };
        return exchange(post_to_name(silent.port()), {}, limits).ec;
    };
    BOOST_TEST(reason_of({"127.0.0.2", "127.0.0.3"}) == connect_timeout);
    BOOST_TEST(reason_of({"127.0.0.3", "127.0.0.2"}) == connect_refused);
    // More than are tried at once.
    BOOST_TEST(reason_of(std::vector<std::string>(9, "127.0.0.2")) == connect_timeout);
}

BOOST_AUTO_TEST_CASE(row_4_a_stop_ends_all_attempts)
{
    silent_listener const silent{"127.0.0.2"};
    jimeng::transport_options limits{.connect = hang, .next_address = 1ms};
    limits.lookup = [](std::string const&) { return std::vector<std::string>(3, "127.0.0.2"); };
    outcome got;
    auto const took = time_of([&] { got = exchange(post_to_name(silent.port()), {.timeout = 30ms}, limits); });
    BOOST_TEST(got.ec == deadline_before_send);
    BOOST_TEST(took < soon);
}

BOOST_AUTO_TEST_SUITE_END()
