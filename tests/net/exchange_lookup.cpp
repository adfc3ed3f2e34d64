#include "fixture.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <pthread.h>

#include <csignal>
#include <future>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(net_exchange_lookup)

// Looking a host name up: whoever waits for it can be stopped, and what it gives is looked at.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr auto never = 10min;

jimeng::http_request post_to_name(std::string host = "service.test", std::uint16_t port = 1)
{
    return {"POST", {"https", std::move(host), port}, "/", {}, "{}"};
}

/// A name server that is silent until the test has what it wants.
struct silence {
    std::shared_ptr<std::promise<void>> asked = std::make_shared<std::promise<void>>();
    std::shared_ptr<std::promise<void>> answer = std::make_shared<std::promise<void>>();
    std::shared_ptr<std::promise<void>> ended = std::make_shared<std::promise<void>>();

    jimeng::transport_options options() const
    {
        jimeng::transport_options limits{.resolve = never};
        limits.lookup = [asked = asked, answer = answer, ended = ended](std::string const&) {
            asked->set_value();
            answer->get_future().wait();
            ended->set_value();
            return std::vector<std::string>{"127.0.0.1"};
        };
        return limits;
    }
    /// Lets the thread that was left behind end before the program does.
    void break_it() const
    {
        answer->set_value();
        ended->get_future().wait();
    }
};

jimeng::error_code looked_up(std::vector<std::string> addresses, bool public_only = false)
{
    jimeng::exchange_options options;
    options.timeout = never;
    options.public_addresses_only = public_only;
    jimeng::transport_options limits;
    limits.lookup = [addresses](std::string const&) { return addresses; };
    jimeng::beast_transport transport{limits};
    outcome got;
    transport.exchange(post_to_name(), options, got.ec, got.details);
    BOOST_TEST((got.ec == jimeng::condition::not_sent || got.ec == forbidden_address));
    return got.ec;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_stop_ends_a_blocking_call_that_looks_a_name_up)
{
    silence server;
    jimeng::error_code ec;
    {
        std::stop_source source;
        std::jthread const stopper{[&] {
            server.asked->get_future().wait();
            source.request_stop();
        }};
        jimeng::beast_transport transport{server.options()};
        jimeng::diagnostics details;
        jimeng::exchange_options options{.timeout = never};
        options.stop = source.get_token();
        transport.exchange(post_to_name(), options, ec, details);
    } // the transport is gone, and the name server has still said nothing
    BOOST_TEST(ec == cancelled_before_send);
    server.break_it();
}

BOOST_AUTO_TEST_CASE(a_stop_ends_an_asynchronous_call_that_looks_a_name_up)
{
    silence server;
    jimeng::error_code ended;
    {
        boost::asio::io_context context;
        std::stop_source source;
        std::jthread const stopper{[&] {
            server.asked->get_future().wait();
            source.request_stop();
        }};
        jimeng::beast_transport transport{context.get_executor(), server.options()};
        jimeng::exchange_options options{.timeout = never};
        options.stop = source.get_token();
        transport.async_exchange(post_to_name(), options, [&](auto ec, auto, auto) { ended = ec; });
        context.run();
    }
    BOOST_TEST(ended == cancelled_before_send);
    server.break_it();
}

BOOST_AUTO_TEST_CASE(row_1_a_lookup_without_an_answer_has_a_limit)
{
    silence server;
    auto limits = server.options();
    limits.resolve = 30ms;
    {
        jimeng::beast_transport transport{limits};
        outcome got;
        transport.exchange(post_to_name(), {.timeout = never}, got.ec, got.details);
        BOOST_TEST(got.ec == resolve_failed);
    }
    server.break_it();
}

BOOST_AUTO_TEST_CASE(row_1_a_name_that_is_not_found_is_told_with_the_host)
{
    for (std::string const complaint : {"", "Temporary failure in name resolution"}) {
        jimeng::transport_options limits;
        limits.lookup = [complaint](std::string const&) -> std::vector<std::string> {
            if (!complaint.empty()) throw std::runtime_error{complaint};
            return {};
        };
        auto const got = exchange(post_to_name(), {}, limits);
        BOOST_TEST(got.ec == resolve_failed);
        BOOST_TEST((got.ec == jimeng::condition::not_sent));
        BOOST_TEST(got.details.client_message.find("service.test") != std::string::npos, got.details.client_message);
        BOOST_TEST(got.details.client_message.find(complaint) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_context_may_die_while_a_name_is_looked_up)
{
    silence server;
    bool called = false;
    {
        boost::asio::io_context context;
        jimeng::beast_transport transport{context.get_executor(), server.options()};
        transport.async_exchange(post_to_name(), {.timeout = never}, [&](auto, auto, auto) { called = true; });
        context.poll();
        server.asked->get_future().wait();
    }
    BOOST_TEST(!called);
    server.break_it();
}

BOOST_AUTO_TEST_CASE(what_was_found_is_connected_to)
{
    BOOST_TEST(looked_up({"127.0.0.1"}) == connect_refused);
    BOOST_TEST(looked_up({"127.0.0.1", "::1"}) == connect_refused);
    BOOST_TEST(looked_up({}) == resolve_failed);
    BOOST_TEST(looked_up({"no address"}) == resolve_failed);
}

BOOST_AUTO_TEST_CASE(row_57_and_58_every_address_of_a_name_has_to_be_allowed)
{
    for (auto const& addresses : {std::vector<std::string>{"127.0.0.1"},
                                  {"8.8.8.8", "10.0.0.1"},
                                  {"10.0.0.1", "8.8.8.8"},
                                  {"::1"},
                                  {"::ffff:127.0.0.1"},
                                  {"64:ff9b::7f00:1"},
                                  {"2002:7f00:1::1"},
                                  {"2001:0:7f00:1::1"},
                                  {"169.254.169.254"}})
        BOOST_TEST(looked_up(addresses, true) == forbidden_address, addresses.front());
}

BOOST_AUTO_TEST_CASE(what_a_lookup_throws_is_told_in_one_line)
{
    jimeng::transport_options limits;
    limits.lookup = [](std::string const&) -> std::vector<std::string> { throw std::runtime_error{"gone\n\x1b[2J"}; };
    auto const got = exchange(post_to_name(), {}, limits);
    BOOST_TEST(got.ec == resolve_failed);
    BOOST_TEST(got.details.client_message.find("gone") != std::string::npos);
    BOOST_TEST(got.details.client_message.find_first_of("\n\x1b") == std::string::npos);
    limits.lookup = [](std::string const&) -> std::vector<std::string> { throw 7; };
    BOOST_TEST(exchange(post_to_name(), {}, limits).ec == resolve_failed);
}

BOOST_AUTO_TEST_CASE(the_thread_of_a_lookup_takes_no_signal_and_is_not_the_callers)
{
    std::promise<std::pair<std::thread::id, bool>> seen;
    jimeng::transport_options limits;
    limits.lookup = [&](std::string const&) {
        sigset_t blocked;
        ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
        seen.set_value({std::this_thread::get_id(), ::sigismember(&blocked, SIGINT) == 1});
        return std::vector<std::string>{};
    };
    sigset_t before, after;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &before);
    BOOST_TEST(exchange(post_to_name(), {.timeout = never}, limits).ec == resolve_failed);
    ::pthread_sigmask(SIG_BLOCK, nullptr, &after);
    auto const [thread, blocked] = seen.get_future().get();
    BOOST_TEST((thread != std::this_thread::get_id()));
    BOOST_TEST(blocked);
    BOOST_TEST(::sigismember(&before, SIGINT) == ::sigismember(&after, SIGINT));
}

BOOST_AUTO_TEST_CASE(the_first_byte_of_an_answer_has_a_limit_of_its_own)
{
    raw_server silent{[](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n"); // which is no answer yet
        peer.drain();
    }};
    jimeng::beast_transport transport;
    outcome got;
    jimeng::exchange_options options{.timeout = never};
    options.first_byte = 50ms;
    transport.exchange(post_to(silent), options, got.ec, got.details);
    BOOST_TEST(got.ec == read_timeout);
    BOOST_TEST(got.details.client_message.find("50 ms") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_held_back_before_its_first_byte_never_leaves)
{
    std::string seen;
    raw_server server{[&](raw_peer& peer, int) { seen += peer.read_some(); }};
    jimeng::exchange_options options;
    options.before_first_byte = [] { return make_error_code(file_io); };
    BOOST_TEST(exchange(post_to(server), options).ec == file_io);
    options.before_first_byte = []() -> jimeng::error_code { throw std::runtime_error{"no journal"}; };
    BOOST_TEST(exchange(post_to(server), options).ec == send_incomplete);
    BOOST_TEST(seen.empty());
}

BOOST_AUTO_TEST_SUITE_END()
