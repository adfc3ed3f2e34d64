#include <jimeng/client/poll_policy.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <initializer_list>
#include <limits>

BOOST_AUTO_TEST_SUITE(test_poll_policy)

namespace {

using namespace std::chrono_literals;
using jimeng::poll_policy;
using std::chrono::nanoseconds;

struct walk {
    nanoseconds end{0};
    int queries = 0;
};

/// Asks until `done` has passed; each query takes `trip`.
constexpr walk until(poll_policy const& policy, nanoseconds done, nanoseconds trip = 0ns)
{
    walk on_the_way;
    for (;;) {
        on_the_way.end += policy.wait_before_query(on_the_way.queries++, on_the_way.end);
        bool const seen = on_the_way.end >= done;
        on_the_way.end += trip;
        if (seen) return on_the_way;
    }
}

constexpr nanoseconds last_query_is_due(poll_policy const& policy)
{
    nanoseconds elapsed{0};
    for (int asked = 0; asked != policy.max_attempts; ++asked)
        elapsed += policy.wait_before_query(asked, elapsed);
    return elapsed;
}

constexpr bool never_later_than_a_quarter(poll_policy const& policy)
{
    for (nanoseconds done = policy.first_wait; done <= 60s; done += 7ms)
        if (until(policy, done).end > done / 4 * 5 + 1us) return false;
    return true;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_defaults_fit_each_other)
{
    constexpr poll_policy policy;
    static_assert(!policy.interval);
    static_assert(policy.patience() < policy.deadline);
    BOOST_TEST(policy.max_attempts == 60);
}

BOOST_AUTO_TEST_CASE(a_result_is_seen_at_most_a_quarter_after_the_time_it_took)
{
    constexpr poll_policy policy;
    static_assert(until(policy, 0s).end == 1s);
    static_assert(until(policy, 1001ms).end == 1250ms);
    static_assert(until(policy, 1251ms).end == 1562500us);
    BOOST_TEST(never_later_than_a_quarter(policy));
    static_assert(until(policy, 5s).queries == 9);
}

BOOST_AUTO_TEST_CASE(a_minute_takes_at_most_25_queries_however_long_they_take)
{
    constexpr poll_policy policy;
    static_assert(until(policy, 60s).queries == 25);
    for (nanoseconds const trip : {1ms, 20ms, 100ms, 500ms, 3000ms})
        BOOST_TEST(until(policy, 60s, trip).queries <= 25);
}

BOOST_AUTO_TEST_CASE(a_slow_answer_moves_no_later_query)
{
    constexpr poll_policy policy;
    static_assert(policy.wait_before_query(1, 1200ms) == 50ms);
    static_assert(policy.wait_before_query(1, 1250ms) == 312500us);
    static_assert(policy.wait_before_query(1, 0s) == 1s); // of a known id the first query waits for nothing
}

BOOST_AUTO_TEST_CASE(no_wait_is_longer_than_the_longest)
{
    constexpr poll_policy policy;
    for (nanoseconds elapsed{0}; elapsed < 10min; elapsed += 313ms) {
        auto const pause = policy.wait_before_query(5, elapsed);
        BOOST_TEST((pause > 0s && pause <= 4s));
    }
    static_assert(policy.wait_before_query(5, 24h) <= 4s);
    static_assert(poll_policy{.longest_wait = 0ms}.wait_before_query(5, 24h) == 1ms);
}

BOOST_AUTO_TEST_CASE(patience_is_when_the_last_query_is_due)
{
    constexpr poll_policy policy;
    static_assert(policy.patience() >= 180s && policy.patience() <= 210s);
    for (int const attempts : {1, 2, 24, 25, 26, 27, 60, 500})
        for (auto const& one :
             {poll_policy{.max_attempts = attempts}, poll_policy{.interval = 2s, .max_attempts = attempts},
              poll_policy{.longest_wait = 1s, .max_attempts = attempts},
              poll_policy{.growth_percent = 0, .max_attempts = attempts}}) {
            auto const due = last_query_is_due(one);
            BOOST_TEST((one.patience() >= due && one.patience() <= due + 1ms));
        }
}

BOOST_AUTO_TEST_CASE(no_duration_overflows)
{
    constexpr auto ever = std::chrono::milliseconds::max();
    constexpr auto never = std::chrono::milliseconds::min();
    constexpr int many = std::numeric_limits<int>::max();
    constexpr auto year = 24h * 365;
    static_assert(poll_policy{.first_wait = ever, .max_attempts = 1}.patience() == year);
    static_assert(poll_policy{.first_wait = ever}.patience() == year + 59 * 4s);
    static_assert(poll_policy{.first_wait = ever}.wait_before_query(0, 0s) == year);
    static_assert(poll_policy{.first_wait = never}.wait_before_query(0, 0s) == 1ms);
    static_assert(poll_policy{.first_wait = ever, .interval = ever, .max_attempts = 2}.patience() == 2 * year);
    static_assert(poll_policy{.interval = ever}.wait_before_query(1, 0s, true) == 2 * year);
    static_assert(poll_policy{.interval = never}.patience() == 0s);
    static_assert(poll_policy{.interval = ever, .max_attempts = many}.patience() == ever / 2);
    static_assert(poll_policy{.interval = 24h, .max_attempts = 1'000'000}.patience() == 1s + 24h * 999'999);
    static_assert(poll_policy{.interval = 1s, .max_attempts = many}.patience() == many * 1s);
    static_assert(poll_policy{.interval = 2s, .max_attempts = std::numeric_limits<int>::min()}.patience() == 1s);
    static_assert(poll_policy{.longest_wait = ever, .max_attempts = 2}.patience() == 1250ms);
    static_assert(poll_policy{.longest_wait = ever, .max_attempts = 500}.patience() > year);
    static_assert(poll_policy{.longest_wait = ever, .max_attempts = many}.patience() > 200 * year);
    static_assert(poll_policy{.longest_wait = never}.patience() == 1059ms);
    static_assert(poll_policy{.wait_after_throttling = ever}.wait_before_query(1, year, true) >= year);
    static_assert(poll_policy{.growth_percent = many, .longest_wait = ever}.wait_before_query(1, year, true) >= year);
}

BOOST_AUTO_TEST_CASE(an_interval_makes_all_waits_alike)
{
    constexpr poll_policy policy{.interval = 2s};
    static_assert(policy.wait_before_query(0, 0s) == 1s);
    static_assert(policy.wait_before_query(1, 40s) == 2s);
    static_assert(poll_policy{.interval = 10ms}.wait_before_query(0, 0s) == 10ms);
    static_assert(policy.wait_before_query(1, 40s, true) == 4s);
    BOOST_TEST(until(policy, 60s).queries == 31);
}

BOOST_AUTO_TEST_CASE(throttling_leaves_a_moment_out_and_takes_two_seconds_at_least)
{
    constexpr poll_policy policy;
    static_assert(policy.wait_before_query(1, 1s, true) >= 2s);
    static_assert(policy.wait_before_query(1, 1s, true) < 2900ms);
    constexpr nanoseconds late = 400s;
    static_assert(policy.wait_before_query(9, late, true) > 4s);
    static_assert(policy.wait_before_query(9, late, true) <= 8s);
}

BOOST_AUTO_TEST_CASE(a_random_share_makes_a_wait_longer_by_a_fifth_at_most)
{
    constexpr poll_policy policy;
    static_assert(policy.jittered(1s, 0.0) == 1s);
    static_assert(policy.jittered(1s, 0.5) == 1100ms);
    static_assert(policy.jittered(1s, 1.0) == 1200ms);
    static_assert(policy.jittered(1s, -7.0) == 1s);
    static_assert(policy.jittered(1s, 7.0) == 1200ms);
    static_assert(poll_policy{.jitter_percent = 0}.jittered(1s, 0.9) == 1s);
    static_assert(poll_policy{.jitter_percent = 1000}.jittered(1s, 1.0) == 2s);
    constexpr nanoseconds year = std::chrono::hours{24 * 365};
    static_assert(policy.jittered(year, 1.0) > year);
}

BOOST_AUTO_TEST_CASE(what_ends_a_paid_task_takes_a_minute_and_three_sightings)
{
    constexpr poll_policy policy;
    static_assert(policy.grace == 60s && policy.sighting_gap == 5s);
    static_assert(policy.not_found_attempts == 3 && policy.internal_error_attempts == 3);
    static_assert(policy.bad_answer_attempts == 3);
    static_assert(policy.patience() > 2 * policy.grace);
    BOOST_TEST(policy.jitter_percent == 20);
}

BOOST_AUTO_TEST_SUITE_END()
