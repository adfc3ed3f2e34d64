#include <jimeng/net/account_limiter.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_account_limiter)

using namespace jimeng;
using namespace std::chrono_literals;
using use = limiter::use;
using kind = admission::kind;

namespace {

/// A limiter, its time, and a place in the line for each who asks.
struct account {
    account_limiter limit;
    limiter::time_point now{100h};
    double random = 0.5;

    explicit account(account_limits limits, std::unique_ptr<file_slots> shared = {}) : limit{limits, std::move(shared)}
    {}

    admission ask(std::uint64_t& ticket, use what = use::task)
    {
        auto said = limit.ask(what, ticket, now, random);
        ticket = said.ticket;
        return said;
    }
    bool admits(std::uint64_t& ticket, use what = use::task) { return ask(ticket, what).what == kind::admitted; }
    bool admits(use what = use::task)
    {
        std::uint64_t ticket = 0;
        auto const said = ask(ticket, what);
        if (said.what == kind::later) limit.leave(what, ticket);
        return said.what == kind::admitted;
    }
    void end(error_code outcome = {}, use what = use::task) { limit.release(what, outcome, now); }
    [[nodiscard]] int tasks() const { return limit.learned(now).tasks; }
};

constexpr double at_once = 1e6;

account_limits tasks_only(int tasks)
{
    return {tasks, at_once, at_once};
}

/// A folder that goes with its test.
struct folder {
    std::string path = (std::filesystem::temp_directory_path() / "jimeng-limits-XXXXXX").string();
    folder() { BOOST_TEST_REQUIRE(::mkdtemp(path.data()) != nullptr); }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder() { std::filesystem::remove_all(path); }

    [[nodiscard]] std::unique_ptr<file_slots> open(int slots) const
    {
        error_code ec;
        diagnostics details;
        auto made = file_slots::open(path, slots, ec, details);
        BOOST_TEST_REQUIRE(!ec.failed(), details.client_message);
        return made;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(so_many_tasks_run_at_once_and_the_others_hear_when_to_ask_again)
{
    account a{tasks_only(2)};
    BOOST_TEST(a.admits());
    a.now += 1s;
    BOOST_TEST(a.admits());
    a.now += 1s;
    std::uint64_t third = 0;
    auto const said = a.ask(third);
    BOOST_TEST((said.what == kind::later && said.why == client_errc::limit_reached && third != 0));
    BOOST_TEST((said.why == condition::throttled));
    BOOST_TEST((said.again_after >= 200ms && said.again_after <= 250ms), said.again_after.count());
    BOOST_TEST(said.words == "2 of at most 2 tasks are running or about to");
    a.end();
    BOOST_TEST(a.admits(third));
}

BOOST_AUTO_TEST_CASE(requests_leave_evenly_and_both_kinds_apart)
{
    account a{{100, 1.0, 5.0}};
    BOOST_TEST((a.admits() && a.admits(use::call)));
    std::uint64_t task = 0, call = 0;
    BOOST_TEST((a.ask(task).again_after == 1s));
    BOOST_TEST(!a.ask(task).why.failed()); // only a pace is kept
    BOOST_TEST((a.ask(call, use::call).again_after == 200ms));
    a.now += 200ms - 1ns;
    BOOST_TEST(!a.admits(call, use::call));
    a.now += 1ns;
    BOOST_TEST(a.admits(call, use::call));
    BOOST_TEST((a.ask(task).again_after == 800ms));
    a.now += 1h; // which saves nothing up
    BOOST_TEST(a.admits(task));
    BOOST_TEST(!a.admits());
}

BOOST_AUTO_TEST_CASE(who_asked_first_goes_first_and_who_leaves_makes_room)
{
    account a{tasks_only(1)};
    BOOST_TEST(a.admits());
    a.now += 1s;
    std::uint64_t first = 0, second = 0, third = 0;
    auto const near = a.ask(first).again_after, far = (a.ask(second), a.ask(third)).again_after;
    BOOST_TEST((far > near));
    a.end();
    BOOST_TEST((!a.admits(third) && !a.admits(second) && !a.admits()));
    a.limit.leave(use::task, first);
    BOOST_TEST((!a.admits(third) && a.admits(second)));
    a.end(service_errc::rate_limited); // refused: it has its place again, before the third
    a.now += 1h;
    BOOST_TEST((!a.admits(second) || !a.admits(third)));
}

BOOST_AUTO_TEST_CASE(who_was_refused_comes_before_those_who_asked_later)
{
    account a{tasks_only(1)};
    std::uint64_t first = 0, second = 0;
    BOOST_TEST(a.admits(first));
    a.now += 1s;
    BOOST_TEST(!a.admits(second));
    a.end(service_errc::concurrency_limited);
    BOOST_TEST(!a.admits(first)); // both wait a while now
    a.now += 2s;
    BOOST_TEST((!a.admits(second) && a.admits(first)));
}

BOOST_AUTO_TEST_CASE(who_stands_still_is_passed_over)
{
    account a{tasks_only(1)};
    BOOST_TEST(a.admits());
    a.now += 1s;
    std::uint64_t still = 0, next = 0;
    a.ask(still);
    a.ask(next);
    a.end();
    a.now += 9s;
    BOOST_TEST(!a.admits(next));
    a.now += 2s;
    BOOST_TEST(a.admits(next));
}

BOOST_AUTO_TEST_CASE(too_many_tasks_makes_it_a_third_less_and_good_ends_make_it_more_again)
{
    account a{tasks_only(10)};
    for (int i = 0; i != 4; ++i, a.now += 1s)
        BOOST_TEST(a.admits());
    a.end(service_errc::concurrency_limited); // the fourth
    BOOST_TEST(a.tasks() == 7);
    a.now += 1h;
    BOOST_TEST(!a.admits()); // until one of the three has ended
    a.end();
    BOOST_TEST(a.admits());
    for (int good = 1; good != 14; ++good) {
        BOOST_TEST(a.tasks() == 7);
        a.now += 1s;
        a.end();
        BOOST_TEST(a.admits());
    }
    BOOST_TEST(a.tasks() == 8);
    for (int good = 0; good != 200; ++good) {
        a.now += 1s;
        a.end();
        BOOST_TEST(a.admits());
    }
    BOOST_TEST(a.tasks() == 10); // what was given
    for (int i = 0; i != 20; ++i)
        a.end(service_errc::concurrency_limited);
    BOOST_TEST(a.tasks() == 1);
}

// A task still runs at the service: only its end makes room for the one that was refused.
BOOST_AUTO_TEST_CASE(a_submit_that_came_to_no_task_ends_none)
{
    for (error_code const outcome :
         {make_error_code(client_errc::connect_refused), make_error_code(client_errc::cancelled_before_send),
          make_error_code(service_errc::rate_limited), make_error_code(gateway_errc::signature_does_not_match)}) {
        account a{tasks_only(10)};
        for (int i = 0; i != 3; ++i, a.now += 1s)
            BOOST_TEST(a.admits());
        a.end(service_errc::concurrency_limited);
        a.end(outcome);
        a.now += 1h;
        BOOST_TEST(!a.admits());
        a.end(client_errc::still_running);
        BOOST_TEST(a.admits());
    }
}

BOOST_AUTO_TEST_CASE(ends_that_say_nothing_of_the_limit_do_not_raise_it)
{
    account a{tasks_only(2)};
    BOOST_TEST(a.admits());
    a.end(service_errc::concurrency_limited);
    BOOST_TEST(a.tasks() == 1);
    for (int i = 0; i != 50; ++i)
        for (error_code const outcome :
             {make_error_code(client_errc::still_running), make_error_code(client_errc::cancelled),
              make_error_code(client_errc::connect_refused), make_error_code(service_errc::input_text_refused)}) {
            a.now += 2min;
            BOOST_TEST(a.admits());
            a.end(outcome);
        }
    BOOST_TEST(a.tasks() == 1);
}

BOOST_AUTO_TEST_CASE(ten_minutes_of_too_many_tasks_cost_sixty_submits_at_most_whatever_the_luck)
{
    for (double const luck : {0.0, 0.1, 0.25, 0.5, 0.75, 0.999}) {
        account a{{4, 1.0, 5.0}};
        a.random = luck;
        int probes = 0;
        std::uint64_t ticket = 0;
        for (auto const end = a.now + 10min; a.now < end;) {
            auto const said = a.ask(ticket);
            if (said.what == kind::admitted) {
                ++probes;
                a.end(service_errc::concurrency_limited);
            } else {
                a.now += said.again_after;
            }
        }
        BOOST_TEST(probes <= 60, luck << ": " << probes);
        BOOST_TEST(probes >= 10, luck << ": " << probes);
        BOOST_TEST_MESSAGE("luck " << luck << ": " << probes << " submits in ten minutes of 50430");
    }
}

BOOST_AUTO_TEST_CASE(too_many_requests_halves_the_rate_once_and_it_comes_back)
{
    account a{{100, 4.0, 8.0}};
    auto const submits = [&] { return a.limit.learned(a.now).submits_per_second; };
    BOOST_TEST((a.admits()));
    a.end(gateway_errc::flow_limit_exceeded);
    BOOST_TEST(submits() == 2.0);
    BOOST_TEST(a.limit.learned(a.now).queries_per_second == 8.0);
    a.now += 500ms;
    a.end(service_errc::rate_limited); // of the same moment
    BOOST_TEST(submits() < 2.2);
    double before = submits();
    for (int i = 0; i != 300; ++i, a.now += 1s) {
        BOOST_TEST((submits() >= before && submits() <= 4.0));
        before = submits();
        if (i == 20) BOOST_TEST(submits() > 3.0);
        if (i == 55) BOOST_TEST(submits() > 3.99);
    }
    BOOST_TEST(submits() == 4.0);
    for (int i = 0; i != 100; ++i, a.now += 1s)
        a.end(service_errc::rate_limited, use::call);
    BOOST_TEST(a.limit.learned(a.now).queries_per_second < 1.0);
    BOOST_TEST(a.limit.learned(a.now).queries_per_second >= 0.5);
    BOOST_TEST(a.tasks() == 100);
}

BOOST_AUTO_TEST_CASE(threads_that_share_it_never_run_more_than_it_admits)
{
    account_limiter limit{tasks_only(2)};
    std::atomic<int> running = 0, most = 0, made = 0;
    auto const work = [&] {
        std::uint64_t ticket = 0;
        for (int tasks = 0; tasks != 100;) {
            auto const said = limit.ask(use::task, ticket, std::chrono::steady_clock::now(), 0.0);
            ticket = said.ticket;
            if (said.what != kind::admitted) {
                std::this_thread::yield();
                continue;
            }
            int const now = ++running;
            for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
            std::this_thread::yield();
            --running;
            limit.release(use::task, {}, std::chrono::steady_clock::now());
            ticket = 0;
            ++tasks, ++made;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 4; ++i)
            threads.emplace_back(work);
    }
    BOOST_TEST(made == 400);
    BOOST_TEST(most <= 2);
}

BOOST_AUTO_TEST_CASE(limits_without_sense_are_taken_for_the_nearest)
{
    account a{{-3, -1.0, std::numeric_limits<double>::quiet_NaN()}};
    BOOST_TEST(a.tasks() == 1);
    BOOST_TEST(a.limit.learned(a.now).submits_per_second == 0.001);
    BOOST_TEST(a.limit.learned(a.now).queries_per_second == 0.001);
    BOOST_TEST((a.admits() && a.admits(use::call)));
}

BOOST_AUTO_TEST_CASE(limiters_with_one_folder_share_places_rates_and_what_they_learned)
{
    folder const common;
    account one{{3, 1.0, 5.0}, common.open(3)}, other{{3, 1.0, 5.0}, common.open(3)};
    BOOST_TEST(one.admits());
    BOOST_TEST(!other.admits()); // not in the same second
    other.now = one.now += 1s;
    BOOST_TEST(other.admits());
    other.now = one.now += 1s;
    BOOST_TEST(one.admits());
    other.now = one.now += 1s;
    BOOST_TEST((!one.admits() && !other.admits())); // three run
    one.end(service_errc::concurrency_limited);
    BOOST_TEST((!other.admits() && other.tasks() == 2));
    one.end();
    other.now = one.now += 1s;
    BOOST_TEST(other.admits()); // the end of a task of any process is one
    other.now = one.now += 1s;
    BOOST_TEST(!one.admits());
}

BOOST_AUTO_TEST_CASE(a_lock_that_somebody_holds_is_asked_for_again_and_no_end_is_lost)
{
    folder const common;
    account a{tasks_only(2), common.open(2)};
    auto const somebody = common.open(2);
    error_code ec;
    BOOST_TEST((a.admits() && somebody->try_lock(ec)));
    std::uint64_t ticket = 0;
    auto const said = a.ask(ticket);
    BOOST_TEST((said.what == kind::later && said.again_after < 100ms && ticket != 0));
    a.end(service_errc::concurrency_limited);
    somebody->unlock();
    a.now += 900ms;
    BOOST_TEST(!a.admits(ticket)); // it was refused before
    BOOST_TEST(a.tasks() == 1);
}

BOOST_AUTO_TEST_CASE(words_that_nobody_could_have_written_are_forgotten)
{
    std::string const far = "9000000000000000000", good = "8000000000000000000";
    std::vector<std::string> const all{"", "jimeng-account-1", "jimeng-account-2 0 0 0 0 0 0 0 0 0 0 0 0 0 .\n",
                                       "jimeng-account-1 1 0 " + far + " 0 0 0 1 0 0 0 0 0 0 .\n",
                                       std::string(4096, 'x'), "jimeng-account-1 nan 0 0 0 0 0 1 0 0 0 0 0 0 .\n",
                                       "jimeng-account-1 1 0 0 0 0 0 -1 0 0 0 0 0 0 .\n",
                                       // From before the machine was started anew: its times are brought within reach.
                                       "jimeng-account-1 1 " + good + ' ' + good + " 1 -" + good + ' ' + good +
                                           " 1 0 3 0 0 " + good + ' ' + good + " .\n"};
    for (auto const& words : all) {
        folder const common;
        auto const hand = common.open(1);
        error_code ec;
        hand->write(words, ec);
        account a{{1, 1.0, 5.0}, common.open(1)};
        std::uint64_t ticket = 0;
        int asked = 0;
        for (; asked != 1000 && !a.admits(ticket); ++asked)
            a.now += 1s;
        BOOST_TEST(asked <= 61, words);
    }
}

BOOST_AUTO_TEST_SUITE_END()
