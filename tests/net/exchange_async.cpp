#include "fixture.hpp"

#include <jimeng/net/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(net_exchange_async)

using namespace jimeng_tests;

static_assert(jimeng::sync_transport<jimeng::beast_transport>);
static_assert(jimeng::async_transport<jimeng::beast_transport>);
static_assert(!jimeng::keeps_time<jimeng::beast_transport>);
static_assert(!std::is_copy_constructible_v<jimeng::beast_transport>);

BOOST_AUTO_TEST_CASE(without_an_executor_it_says_so_at_once)
{
    jimeng::beast_transport transport;
    jimeng::error_code exchanged, waited;
    transport.async_exchange(post_to(1), {}, [&](auto ec, auto, auto) { exchanged = ec; });
    transport.async_wait(1s, {}, [&](auto ec) { waited = ec; });
    BOOST_TEST(exchanged == jimeng::client_errc::no_executor);
    BOOST_TEST(waited == jimeng::client_errc::no_executor);
}

BOOST_AUTO_TEST_CASE(callbacks_come_once_and_later)
{
    raw_server server{answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")};
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), {.idle = 1h}};
    int calls = 0;
    std::string body;
    transport.async_exchange(post_to(server), {}, [&](jimeng::error_code ec, jimeng::http_response response, auto) {
        ++calls;
        BOOST_TEST(!ec);
        body = response.body;
    });
    auto bad = post_to(server);
    bad.target = "no slash";
    transport.async_exchange(bad, {}, [&](jimeng::error_code ec, auto, auto) {
        ++calls;
        BOOST_TEST(ec == jimeng::client_errc::unsafe_header);
    });
    BOOST_TEST(calls == 0);
    auto const took = time_of([&] { context.run(); });
    BOOST_TEST(calls == 2);
    BOOST_TEST(body == "ok");
    BOOST_TEST(took < soon); // an idle connection does not keep the context busy
}

BOOST_AUTO_TEST_CASE(exchanges_overlap)
{
    std::atomic<bool> quick_is_done{false};
    raw_server slow{[&](raw_peer& peer, int) {
        peer.read_request();
        quick_is_done.wait(false);
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }};
    raw_server quick{answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")};
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor()};
    std::string order;
    transport.async_exchange(post_to(slow), {}, [&](auto ec, auto, auto) { order += ec ? 'x' : 's'; });
    transport.async_exchange(post_to(quick), {}, [&](auto ec, auto, auto) {
        order += ec ? 'x' : 'q';
        quick_is_done = true;
        quick_is_done.notify_all();
    });
    context.run();
    BOOST_TEST(order == "qs");
}

BOOST_AUTO_TEST_CASE(a_wait_lasts_and_a_stop_ends_it)
{
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor()};
    std::optional<jimeng::error_code> whole, stopped;
    std::stop_source source;
    transport.async_wait(50ms, {}, [&](auto ec) {
        whole = ec;
        source.request_stop();
    });
    transport.async_wait(1h, source.get_token(), [&](auto ec) { stopped = ec; });
    BOOST_TEST(!whole.has_value());
    auto const took = time_of([&] { context.run(); });
    BOOST_TEST((took >= 50ms && took < soon));
    BOOST_TEST(*whole == jimeng::error_code{});
    BOOST_TEST(*stopped == jimeng::client_errc::cancelled_before_send);
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_sink_leaves_run_and_ends_the_exchange)
{
    std::atomic<bool> left{false};
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\ndata");
        peer.drain();
        left = true;
    }};
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor()};
    bool called = false;
    auto const kept = std::make_shared<int>(0);
    jimeng::exchange_options options;
    options.sink = [](std::string_view) -> jimeng::error_code { throw std::runtime_error{"full"}; };
    options.timeout = 1h;
    transport.async_exchange(post_to(server), options, [&, kept](auto, auto, auto) { called = true; });
    BOOST_CHECK_THROW(context.run(), std::runtime_error);
    BOOST_TEST(kept.use_count() == 1); // whatever the callback held is free
    auto const took = time_of([&] { context.run(); });
    BOOST_TEST(took < soon);
    BOOST_TEST(!called);
    while (!left) // the connection is closed
        std::this_thread::sleep_for(5ms);
}

BOOST_AUTO_TEST_CASE(a_context_may_be_destroyed_with_exchanges_under_way)
{
    raw_server server{[](raw_peer& peer, int) { peer.drain(); }};
    bool called = false;
    std::optional<jimeng::beast_transport> transport;
    {
        boost::asio::io_context context;
        transport.emplace(context.get_executor());
        transport->async_exchange(post_to(server), {}, [&](auto, auto, auto) { called = true; });
        context.run_for(50ms);
        transport.reset();
    }
    BOOST_TEST(!called);
}

BOOST_AUTO_TEST_SUITE_END()
