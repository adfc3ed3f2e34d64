#include "../support/failing_new.hpp"
#include "crowd_server.hpp"
#include "fixture.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(net_exchange_queue)

// Many exchanges at once share a bounded number of connections; the others wait for one.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr char const* empty_ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

std::string body_of(std::string const& request)
{
    return request.substr(request.find("\r\n\r\n") + 4);
}

/// Answers every request of every connection and keeps their bodies; held, not before it is let go.
struct answering_crowd {
    ~answering_crowd() { let_go(); }

    void hold() { held = true; }
    void let_go()
    {
        held = false;
        held.notify_all();
    }
    std::string bodies()
    {
        std::lock_guard const lock{mutex};
        return seen;
    }

    std::chrono::milliseconds pause{0};
    std::atomic<bool> held{false};
    std::mutex mutex;
    std::string seen;
    crowd_server server{[this](raw_peer& peer, int) {
        for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
            {
                std::lock_guard const lock{mutex};
                seen += body_of(request);
            }
            std::this_thread::sleep_for(pause);
            held.wait(true);
            peer.send(empty_ok);
        }
    }};
};

/// A transport on a context of this thread, and how its exchanges ended, in that order.
struct queue_fixture {
    explicit queue_fixture(std::size_t most) { limits.max_connections = most; }

    jimeng::beast_transport& transport()
    {
        if (!made) made.emplace(context.get_executor(), limits);
        return *made;
    }
    void start(std::uint16_t port, std::string const& name, jimeng::exchange_options options = {})
    {
        if (options.timeout > jimeng_tests::hang) options.timeout = jimeng_tests::hang;
        transport().async_exchange(post_to(port, name), options,
                                   [this, name](jimeng::error_code ec, auto, jimeng::diagnostics about) {
                                       ended += ec ? '!' + name : name;
                                       last_error = ec ? ec : last_error;
                                       last_words = ec ? about.client_message : last_words;
                                       if (after) after(name);
                                   });
    }

    boost::asio::io_context context;
    jimeng::transport_options limits;
    std::optional<jimeng::beast_transport> made;
    std::function<void(std::string const&)> after;
    std::string ended;
    jimeng::error_code last_error;
    std::string last_words;
};

} // namespace

BOOST_AUTO_TEST_CASE(row_55_many_exchanges_share_a_bounded_number_of_connections)
{
    answering_crowd crowd;
    crowd.pause = 1ms;
    queue_fixture client{3};
    for (int i = 0; i != 60; ++i)
        client.start(crowd.server.port(), "x");
    client.context.run();
    BOOST_TEST(client.ended == std::string(60, 'x'));
    BOOST_TEST(crowd.server.connections() == 3);
}

BOOST_AUTO_TEST_CASE(none_counts_as_one)
{
    answering_crowd crowd;
    queue_fixture client{0};
    for (auto const* const name : {"a", "b"})
        client.start(crowd.server.port(), name);
    client.context.run();
    BOOST_TEST(client.ended == "ab");
    BOOST_TEST(crowd.server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(row_55_they_go_in_the_order_they_came)
{
    answering_crowd crowd;
    queue_fixture client{1};
    client.after = [&](std::string const& name) {
        if (name == "a") client.start(crowd.server.port(), "z"); // comes behind those who wait already
    };
    for (char name = 'a'; name != 'h'; ++name)
        client.start(crowd.server.port(), {name});
    client.context.run();
    BOOST_TEST(crowd.bodies() == "abcdefgz");
    BOOST_TEST(client.ended == "abcdefgz");
}

BOOST_AUTO_TEST_CASE(row_55_the_oldest_link_goes_first)
{
    answering_crowd crowd;
    queue_fixture client{1};
    auto const now = std::chrono::steady_clock::now();
    client.start(crowd.server.port(), "a");
    client.start(crowd.server.port(), "late", {.waiting_since = now - 1h});
    client.start(crowd.server.port(), "new");
    client.start(crowd.server.port(), "old", {.waiting_since = now - 2h});
    client.context.run();
    BOOST_TEST(client.ended == "aoldlatenew");
}

BOOST_AUTO_TEST_CASE(each_origin_has_its_own_connections)
{
    answering_crowd slow, quick;
    slow.hold();
    queue_fixture client{1};
    client.after = [&](std::string const& name) {
        if (name == "q") slow.let_go();
    };
    client.start(slow.server.port(), "s");
    client.start(slow.server.port(), "t");
    client.start(quick.server.port(), "q");
    client.context.run();
    BOOST_TEST(client.ended == "qst");
}

BOOST_AUTO_TEST_CASE(fresh_connections_count_and_so_do_idle_ones)
{
    answering_crowd crowd;
    queue_fixture client{2};
    jimeng::exchange_options fresh;
    fresh.fresh_connection = true;
    for (int i = 0; i != 4; ++i) {
        client.start(crowd.server.port(), "k");
        client.start(crowd.server.port(), "f", fresh);
        client.start(crowd.server.port(), "f", fresh);
    }
    client.context.run();
    BOOST_TEST(client.ended.size() == 12U);
    BOOST_TEST(client.ended.find('!') == std::string::npos);
    BOOST_TEST(crowd.server.connections() >= 8);
    BOOST_TEST(crowd.server.most_at_once() == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_came_free_is_used_by_the_next)
{
    answering_crowd crowd;
    queue_fixture client{1};
    client.limits.max_idle_connections = 1;
    jimeng::exchange_options fresh;
    fresh.fresh_connection = true;
    client.start(crowd.server.port(), "a", fresh);
    client.start(crowd.server.port(), "b");
    client.start(crowd.server.port(), "c");
    client.context.run();
    BOOST_TEST(client.ended == "abc");
    BOOST_TEST(crowd.server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_stop_takes_one_that_waits_away_unsent)
{
    answering_crowd crowd;
    crowd.hold();
    queue_fixture client{1};
    client.after = [&](std::string const& name) {
        if (name == "b") crowd.let_go();
    };
    std::stop_source source;
    jimeng::exchange_options options;
    options.stop = source.get_token();
    client.start(crowd.server.port(), "a");
    client.start(crowd.server.port(), "b", options);
    client.start(crowd.server.port(), "c");
    std::jthread const stopper{[&] {
        while (crowd.bodies().empty()) // the first one is being answered
            std::this_thread::yield();
        source.request_stop();
    }};
    client.context.run();
    BOOST_TEST(client.ended == "!bac");
    BOOST_TEST(client.last_error == cancelled_before_send);
    BOOST_TEST((client.last_error == jimeng::condition::not_sent));
    BOOST_TEST(crowd.bodies() == "ac");
}

BOOST_AUTO_TEST_CASE(the_timeout_runs_while_one_waits)
{
    answering_crowd crowd;
    crowd.hold();
    queue_fixture client{1};
    jimeng::exchange_options options;
    options.timeout = 50ms;
    client.start(crowd.server.port(), "a");
    client.start(crowd.server.port(), "b", options);
    auto const took = time_of([&] {
        while (client.ended.empty())
            client.context.run_one();
    });
    BOOST_TEST(client.ended == "!b");
    BOOST_TEST((took >= 50ms && took < jimeng_tests::soon)); // while the answer before it is held
    crowd.let_go();
    BOOST_TEST(client.last_error == deadline_before_send);
    BOOST_TEST((client.last_error == jimeng::condition::not_sent));
    BOOST_TEST(client.last_words.find("max_connections") != std::string::npos, client.last_words);
    client.start(crowd.server.port(), "c");
    client.context.run();
    BOOST_TEST(client.ended == "!bac");
    BOOST_TEST(crowd.bodies() == "ac");
}

BOOST_AUTO_TEST_CASE(the_failure_of_one_lets_the_next_go)
{
    raw_server server{[](raw_peer& peer, int connection) {
        peer.read_request();
        if (connection != 1) peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }};
    queue_fixture client{1};
    for (auto const* const name : {"a", "b", "c"})
        client.start(server.port(), name);
    client.context.run();
    BOOST_TEST(client.ended == "!abc");
    BOOST_TEST(client.last_error == closed);
    BOOST_TEST(server.connections() == 3);
}

BOOST_AUTO_TEST_CASE(many_that_fail_at_once_fail_one_after_another)
{
    answering_crowd crowd;
    queue_fixture client{1};
    jimeng::exchange_options forbidden;
    forbidden.public_addresses_only = true;
    int inside = 0, deepest = 0, failed = 0;
    client.start(crowd.server.port(), "a");
    for (int i = 0; i != 20'000; ++i)
        client.transport().async_exchange(post_to(crowd.server.port()), forbidden, [&](auto ec, auto, auto) {
            deepest = std::max(deepest, ++inside);
            failed += ec == forbidden_address ? 1 : 0;
            --inside;
        });
    client.context.run();
    BOOST_TEST(client.ended == "a");
    BOOST_TEST(failed == 20'000);
    BOOST_TEST(deepest == 1);
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_callback_holds_nobody_up)
{
    answering_crowd crowd;
    queue_fixture client{1};
    client.after = [](std::string const& name) {
        if (name == "a") throw std::runtime_error{"not mine"};
    };
    for (auto const* const name : {"a", "b"})
        client.start(crowd.server.port(), name);
    BOOST_CHECK_THROW(client.context.run(), std::runtime_error);
    client.context.run();
    BOOST_TEST(client.ended == "ab");
}

BOOST_AUTO_TEST_CASE(nothing_is_called_back_from_inside_the_call_that_starts_it)
{
    answering_crowd crowd;
    queue_fixture client{1};
    bool starting = false;
    client.after = [&](std::string const&) {
        starting = true;
        auto bad = post_to(crowd.server.port());
        bad.target = "no slash";
        client.transport().async_exchange(bad, {}, [&](auto ec, auto, auto) {
            BOOST_TEST(!starting);
            client.ended += ec == unsafe_header ? '-' : '?';
        });
        client.transport().async_wait({}, {}, [&](auto) {
            BOOST_TEST(!starting);
            client.ended += 'w';
        });
        starting = false;
    };
    client.start(crowd.server.port(), "a");
    client.context.run();
    BOOST_TEST(client.ended == "a-w");
}

BOOST_AUTO_TEST_CASE(they_outlive_the_transport)
{
    answering_crowd crowd;
    queue_fixture client{1};
    for (auto const* const name : {"a", "b", "c"})
        client.start(crowd.server.port(), name);
    client.made.reset();
    client.context.run();
    BOOST_TEST(client.ended == "abc");
}

BOOST_AUTO_TEST_CASE(what_waits_dies_with_its_context)
{
    raw_server server{[](raw_peer& peer, int) { peer.drain(); }};
    auto const kept = std::make_shared<int>(0);
    bool called = false;
    {
        boost::asio::io_context context;
        jimeng::beast_transport transport{context.get_executor(), {.max_connections = 1}};
        for (int i = 0; i != 100; ++i)
            transport.async_exchange(post_to(server), {}, [&, kept](auto, auto, auto) { called = true; });
        context.run_for(50ms);
        BOOST_TEST(kept.use_count() == 101);
    }
    BOOST_TEST(kept.use_count() == 1);
    BOOST_TEST(!called);
}

BOOST_AUTO_TEST_CASE(any_thread_may_start_them_and_any_may_carry_them)
{
    answering_crowd crowd;
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), {.max_connections = 4}};
    std::atomic<int> good{0};
    std::function<void(int)> start = [&](int more) {
        transport.async_exchange(post_to(crowd.server.port()), {}, [&, more](jimeng::error_code ec, auto, auto) {
            good += ec ? 0 : 1;
            if (more != 0) start(more - 1);
        });
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 3; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k != 40; ++k)
                    start(4);
                context.run();
            });
    }
    context.run();
    BOOST_TEST(good == 600);
    BOOST_TEST(crowd.server.connections() == 4);
}

BOOST_AUTO_TEST_CASE(one_that_cannot_begin_takes_nothing_from_the_one_before_it)
{
    crowd_server server{[](raw_peer& peer, int) {
        for (auto request = peer.read_request(); !request.empty(); request = peer.read_request())
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }};
    for (bool const fresh : {false, true}) { // begins with an idle connection, or with a new one
        queue_fixture client{1};
        client.after = [](std::string const&) { failing_new::stop(); };
        jimeng::exchange_options hungry, options;
        hungry.sink = [fresh](std::string_view) {
            failing_new::start(fresh ? 150 : 15'000); // what the next one wants to begin with
            return jimeng::error_code{};
        };
        options.fresh_connection = fresh;
        client.start(server.port(), "a", hungry);
        client.transport().async_exchange(post_to(server.port(), std::string(16'000, 'b')), options,
                                          [&](jimeng::error_code ec, auto, auto) {
                                              client.ended += 'b';
                                              client.last_error = ec;
                                          });
        client.start(server.port(), "c");
        client.context.run();
        failing_new::stop();
        BOOST_TEST(client.ended == (fresh ? "ab!c" : "abc")); // a new connection is too much for the third one too
        BOOST_TEST(client.last_error == send_incomplete);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_there_is_no_memory_for_is_told)
{
    crowd_server server{[](raw_peer& peer, int) {
        for (auto request = peer.read_request(); !request.empty(); request = peer.read_request())
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n" + std::string(600'000, 'x'));
    }};
    queue_fixture client{1};
    client.start(server.port(), "a");
    {
        failing_new const armed{300'000};
        client.context.run();
    }
    BOOST_TEST(client.ended == "!a");
    BOOST_TEST(client.last_error == transport_threw);
}

BOOST_AUTO_TEST_SUITE_END()
