#include "fixture.hpp"

#include <jimeng/net/transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

BOOST_AUTO_TEST_SUITE(net_exchange_held)

// Exchanges that wait for somebody elsewhere: before their first byte, and for room for what comes.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr char const* ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

struct held_fixture {
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), {.idle = 1h}};
    std::atomic<int> requests{0};
    raw_server server{[this](raw_peer& peer, int) {
        if (peer.read_request().empty()) return;
        ++requests;
        peer.send(ok);
    }};
    outcome got;
    int calls = 0;

    void start(jimeng::exchange_options options)
    {
        transport.async_exchange(post_to(server), std::move(options), [this](auto ec, auto response, auto details) {
            ++calls;
            got = {std::move(response), ec, std::move(details)};
        });
    }
    /// Another one's exchange, from its begin to its end, while the held one waits.
    bool another_one_goes_on()
    {
        raw_server other{answering(ok)};
        bool done = false;
        transport.async_exchange(post_to(other), {}, [&done](auto ec, auto, auto) { done = !ec.failed(); });
        while (!done && context.run_one() != 0) {}
        return done;
    }
    void run_until(std::function<bool()> const& there)
    {
        while (!there() && context.run_one() != 0) {}
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(nothing_leaves_before_the_first_byte_may, held_fixture)
{
    for (auto const said : {jimeng::error_code{}, make_error_code(not_recorded)}) {
        std::function<void(jimeng::error_code)> go_on;
        int const before = requests;
        jimeng::exchange_options options;
        options.before_first_byte = [] { return make_error_code(bad_json); }; // the other one is asked
        options.async_before_first_byte = [&go_on](auto then) { go_on = std::move(then); };
        start(options);
        run_until([&] { return go_on != nullptr; });
        BOOST_TEST(another_one_goes_on());
        BOOST_TEST(requests == before);
        std::thread{[&] { go_on(said); }}.join();
        context.run();
        context.restart();
        BOOST_TEST(got.ec == said);
        BOOST_TEST(requests == before + (said.failed() ? 0 : 1));
    }
    BOOST_TEST(calls == 2);
}

BOOST_FIXTURE_TEST_CASE(a_word_given_at_once_is_taken_too, held_fixture)
{
    jimeng::exchange_options options;
    options.async_before_first_byte = [](auto go_on) { go_on({}); };
    start(options);
    context.run();
    BOOST_TEST(!got.ec.failed());
    BOOST_TEST(got.response.body == "ok");
}

BOOST_FIXTURE_TEST_CASE(whoever_cannot_be_asked_keeps_no_context_running, held_fixture)
{
    jimeng::exchange_options options;
    options.async_before_first_byte = [](auto) { throw std::runtime_error{"no memory for the question"}; };
    start(options);
    run_until([&] { return calls == 1; });
    BOOST_TEST((got.ec == send_incomplete));
    context.poll();
    BOOST_TEST(context.stopped());
    BOOST_TEST(requests == 0);
}

BOOST_FIXTURE_TEST_CASE(a_stop_or_the_deadline_ends_one_that_is_held_and_the_late_word_changes_nothing, held_fixture)
{
    for (bool const stopped : {true, false}) {
        std::function<void(jimeng::error_code)> go_on;
        std::stop_source stop;
        jimeng::exchange_options options;
        options.timeout = stopped ? std::chrono::milliseconds{hang} : 20ms;
        options.stop = stop.get_token();
        options.finish_once_sending = true;
        options.async_before_first_byte = [&](auto then) {
            go_on = std::move(then);
            if (stopped) stop.request_stop();
        };
        calls = 0;
        start(options);
        run_until([&] { return calls == 1; });
        BOOST_TEST((got.ec == (stopped ? cancelled_before_send : deadline_before_send)));
        if (go_on) go_on({});
        context.run();
        context.restart();
        BOOST_TEST(calls == 1);
        BOOST_TEST(requests == 0);
    }
}

BOOST_AUTO_TEST_CASE(what_waits_when_its_context_goes_waits_for_nothing)
{
    std::function<void(jimeng::error_code)> go_on;
    {
        raw_server server{answering(ok)};
        boost::asio::io_context context;
        jimeng::beast_transport transport{context.get_executor()};
        jimeng::exchange_options options;
        options.async_before_first_byte = [&go_on](auto then) { go_on = std::move(then); };
        transport.async_exchange(post_to(server), options, [](auto, auto, auto) { BOOST_ERROR("it was called"); });
        while (!go_on && context.run_one() != 0) {}
    }
    go_on({});
}

BOOST_AUTO_TEST_CASE(no_more_is_read_than_there_is_room_for)
{
    std::size_t const size = 4U << 20;
    raw_server server{
        answering("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x'))};
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), {.stall = 10min}};
    std::size_t taken = 0, most = 0, pieces = 0;
    int pauses = 0;
    std::function<void()> go_on;
    jimeng::exchange_options options;
    options.max_body_bytes = size;
    options.sink = [&](std::string_view piece) {
        BOOST_TEST(!go_on); // nothing comes while there is no room
        taken += piece.size();
        most = std::max(most, piece.size());
        ++pieces;
        return jimeng::error_code{};
    };
    options.room = [&](auto then) {
        if (pieces == 0) return true;
        pieces = 0;
        ++pauses;
        go_on = std::move(then);
        return false;
    };
    bool done = false;
    transport.async_exchange(post_to(server), options, [&](auto ec, auto, auto) {
        BOOST_TEST(!ec);
        done = true;
    });
    while (!done) {
        while (!go_on && !done && context.run_one() != 0) {}
        while (go_on && context.poll_one() != 0) {}
        if (go_on) std::exchange(go_on, nullptr)();
    }
    BOOST_TEST(taken == size);
    BOOST_TEST(pauses >= static_cast<int>(size / (64U << 10)));
    BOOST_TEST(most <= std::size_t{64} << 10);
}

BOOST_AUTO_TEST_SUITE_END()
