#include <jimeng/net/disk_executor.hpp>

#include "../../support/failing_new_class.hpp"

#include <jimeng/net/run.hpp>
#include <jimeng/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_disk_executor)

using namespace jimeng;
using detail::disk_line;
using detail::disk_sinks;

namespace {

/// Does nothing until it is told to.
struct lazy_disk {
    std::deque<std::function<void()>> works;

    [[nodiscard]] disk_executor executor()
    {
        return [this](std::function<void()> work) { works.push_back(std::move(work)); };
    }
    void do_one()
    {
        auto const work = std::move(works.front());
        works.pop_front();
        work();
    }
};

struct nothing : operation {
    next_action resume(action_result) override { return {}; }
};

struct sinks_fixture {
    lazy_disk disk;
    std::shared_ptr<disk_line> line = std::make_shared<disk_line>(disk.executor());
    exchange_options options;
    std::string taken;
    error_code said;
    std::shared_ptr<disk_sinks> sinks;

    sinks_fixture()
    {
        options.sink = [this](std::string_view piece) {
            taken += piece;
            return said;
        };
        options.on_head = [this](int status, http_headers const& headers) {
            taken += std::to_string(status) + headers.at(0).name + ':';
            return error_code{};
        };
        sinks = detail::sinks_at_disk(options, line, std::make_shared<nothing>());
    }
};

/// One exchange with a sink.
struct one_exchange : operation {
    next_action resume(action_result result) override
    {
        next_action action;
        if (!std::exchange(sent, true)) {
            action.what = next_action::kind::send;
            action.options.sink = [](std::string_view) { return error_code{}; };
        }
        came = std::move(result);
        return action;
    }
    void threw(std::exception const&) override { thrown = true; }

    bool sent = false, thrown = false;
    action_result came;
};

/// Its callbacks are called by whoever tests it.
struct transport_by_hand {
    exchange_options options;
    exchange_callback done;
    std::vector<wait_callback> waits;

    void async_exchange(http_request, exchange_options how, exchange_callback callback)
    {
        options = std::move(how);
        done = std::move(callback);
    }
    void async_wait(std::chrono::nanoseconds, std::stop_token, wait_callback waited)
    {
        waits.push_back(std::move(waited));
    }
    void end_waits()
    {
        for (auto const& one : std::exchange(waits, {}))
            one({});
    }
    static std::chrono::system_clock::time_point now() { return testing::manual_clock{}.now(); }
    static void wait(std::chrono::nanoseconds, std::stop_token) {}
};

/// An answer comes while its body is at the disk, and the n-th allocation from there on fails.
/// @return Whether there were so many.
bool answer_comes(std::string answer, std::shared_ptr<one_exchange> const& op, std::size_t n)
{
    std::atomic<bool> came{false}, told{false};
    std::thread disk;
    auto const work_late = [&](std::function<void()> work) {
        if (disk.joinable()) return work();
        disk = std::thread{[&, work = std::move(work)] {
            while (!came)
                std::this_thread::yield();
            // Who has no memory for another way waits for the disk itself.
            auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds{10};
            while (!told && std::chrono::steady_clock::now() < until)
                std::this_thread::yield();
            work();
        }};
    };
    bool finished = false;
    transport_by_hand transport;
    auto runtime = runtime_of(transport);
    async_run(
        op, transport, runtime, [](http_request&, auto) {}, [&finished] { finished = true; }, work_late);
    BOOST_TEST_REQUIRE(!transport.options.sink("a piece").failed());
    http_response response{200, {}, std::move(answer)};
    std::size_t left = n;
    {
        jimeng_tests::failing_new const armed{jimeng_tests::failing_new::never, &left};
        came = true;
        transport.done({}, std::move(response), {});
    }
    told = true;
    while (!finished)
        transport.end_waits();
    disk.join();
    return left == jimeng_tests::failing_new::never;
}

} // namespace

BOOST_AUTO_TEST_CASE(what_is_added_is_done_in_its_order_and_one_after_the_other)
{
    lazy_disk disk;
    auto const line = std::make_shared<disk_line>(disk.executor());
    std::string done;
    BOOST_TEST(line->is_idle());
    for (char const one : {'a', 'b', 'c'})
        line->add([&done, one, line, again = one == 'a'] {
            done += one;
            if (again) line->add([&done] { done += 'd'; });
        });
    BOOST_TEST(done.empty());
    BOOST_TEST(disk.works.size() == 1U); // the executor's threads never meet inside one operation
    BOOST_TEST(!line->is_idle());
    disk.do_one();
    BOOST_TEST(done == "abcd");
    BOOST_TEST(line->is_idle());
    line->add([&done] { done += 'e'; });
    disk.do_one();
    BOOST_TEST(done == "abcde");
}

BOOST_AUTO_TEST_CASE(a_trip_ends_when_nothing_of_it_is_left_at_the_disk)
{
    lazy_disk disk;
    auto const line = std::make_shared<disk_line>(disk.executor());
    std::function<void()> answer;
    for (bool const in_parts : {false, true}) {
        auto const trip = std::make_shared<detail::disk_trip>();
        auto kept = std::make_shared<int>(1);
        bool alone = false;
        std::stop_callback const ends{trip->over.get_token(),
                                      [&, weak = std::weak_ptr{kept}] { alone = weak.expired(); }};
        line->add(
            [&answer, trip, in_parts, kept = std::move(kept)] {
                if (!in_parts) return;
                ++trip->parts;
                answer = [trip] { trip->end(); };
            },
            trip);
        BOOST_TEST(!trip->has_ended());
        disk.do_one();
        BOOST_TEST(trip->has_ended() == !in_parts);
        if (in_parts) answer();
        BOOST_TEST(trip->has_ended());
        BOOST_TEST(alone);
    }
}

BOOST_AUTO_TEST_CASE(what_an_executor_refuses_or_drops_is_done_all_the_same_and_once)
{
    int done = 0;
    auto const refusing = std::make_shared<disk_line>([](auto) { throw std::runtime_error{"no thread"}; });
    refusing->add([&done] { ++done; });
    BOOST_TEST(done == 1);
    auto const dropping = std::make_shared<disk_line>([](auto) {});
    dropping->add([&done] { ++done; });
    BOOST_TEST(done == 2);
    auto const both = std::make_shared<disk_line>([](auto work) {
        work();
        throw std::runtime_error{"done, and refused"};
    });
    both->add([&done] { ++done; });
    BOOST_TEST(done == 3);
}

BOOST_FIXTURE_TEST_CASE(head_and_pieces_come_to_the_sinks_in_their_order, sinks_fixture)
{
    BOOST_TEST(!options.on_head(206, {{"Range", "x"}}).failed());
    for (auto const* const piece : {"one", "two"})
        BOOST_TEST(!options.sink(std::string{piece}).failed()); // of a buffer that is gone when it is written
    BOOST_TEST(taken.empty());
    disk.do_one();
    BOOST_TEST(taken == "206Range:onetwo");
    action_result result;
    detail::tell_error(*sinks, result);
    BOOST_TEST(!result.error.failed());
}

BOOST_FIXTURE_TEST_CASE(an_error_ends_the_exchange_with_the_next_piece_or_with_its_end, sinks_fixture)
{
    said = client_errc::disk_full;
    BOOST_TEST(!options.sink("one").failed());
    BOOST_TEST(!options.sink("two").failed());
    disk.do_one();
    BOOST_TEST(taken == "one"); // nothing behind what could not be written
    BOOST_TEST((options.sink("three") == client_errc::disk_full));
    action_result result;
    detail::tell_error(*sinks, result);
    BOOST_TEST((result.error == client_errc::disk_full));
}

BOOST_AUTO_TEST_CASE(what_a_sink_throws_is_an_error_there)
{
    lazy_disk disk;
    exchange_options options;
    options.sink = [](std::string_view) -> error_code { throw std::runtime_error{"no"}; };
    auto const sinks = detail::sinks_at_disk(options, std::make_shared<disk_line>(disk.executor()), nullptr);
    BOOST_TEST(!options.sink("one").failed());
    disk.do_one();
    BOOST_TEST((options.sink("two") == client_errc::transport_threw));
}

BOOST_FIXTURE_TEST_CASE(no_more_is_read_than_the_disk_keeps_up_with, sinks_fixture)
{
    std::string const piece(16 << 10, 'x');
    int pieces = 0, calls = 0;
    while (options.room([&calls] { ++calls; }) && pieces != 1000) {
        BOOST_TEST(!options.sink(piece).failed());
        ++pieces;
    }
    BOOST_TEST(pieces == 16);
    BOOST_TEST(calls == 0);
    disk.do_one();
    BOOST_TEST(calls == 1);
    BOOST_TEST(options.room([] {}));
    BOOST_TEST(taken.size() == 16U * piece.size());
}

BOOST_AUTO_TEST_CASE(the_first_byte_waits_for_what_stands_before_it)
{
    lazy_disk disk;
    for (auto const said : {error_code{}, make_error_code(client_errc::not_recorded)}) {
        exchange_options options;
        options.before_first_byte = [said] { return said; };
        BOOST_TEST(!detail::sinks_at_disk(options, std::make_shared<disk_line>(disk.executor()), nullptr));
        std::vector<error_code> heard;
        options.async_before_first_byte([&heard](error_code ec) { heard.push_back(ec); });
        BOOST_TEST(heard.empty());
        disk.do_one();
        BOOST_TEST((heard == std::vector{said}));
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_before_its_body_is_at_the_disk_is_kept_whatever_memory_there_is)
{
    std::string const answer = "may hold the id of a task that is paid";
    std::size_t failures = 0;
    for (bool failed = true; failed; ++failures) {
        auto const op = std::make_shared<one_exchange>();
        failed = answer_comes(answer, op, failures);
        BOOST_TEST_CONTEXT("allocation " << failures)
        {
            BOOST_TEST(!op->thrown);
            BOOST_TEST(op->came.response.body == answer);
        }
    }
    BOOST_TEST(failures > 1U);
}

BOOST_AUTO_TEST_SUITE_END()
