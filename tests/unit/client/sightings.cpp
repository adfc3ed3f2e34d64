#include <jimeng/client/detail/sightings.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_sightings)

using namespace std::chrono_literals;
using jimeng::detail::sightings;
using of = sightings::of;

namespace {

struct fixture {
    jimeng::poll_policy policy;
    sightings seen;
    bool believed(of what, std::chrono::seconds at, int wanted = 3)
    {
        return seen.believed(what, sightings::time_point{at}, wanted, policy);
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(it_takes_a_minute_and_three, fixture)
{
    BOOST_TEST(!believed(of::not_found, 0s));
    BOOST_TEST(!believed(of::not_found, 30s));
    BOOST_TEST(!believed(of::not_found, 59s));
    BOOST_TEST(believed(of::not_found, 60s));
}

BOOST_FIXTURE_TEST_CASE(two_are_not_enough_however_far_apart, fixture)
{
    BOOST_TEST(!believed(of::not_found, 0s));
    BOOST_TEST(!believed(of::not_found, 3600s));
    BOOST_TEST(believed(of::not_found, 3605s));
}

BOOST_FIXTURE_TEST_CASE(what_is_seen_within_five_seconds_counts_once, fixture)
{
    policy.grace = 0s;
    for (int second = 0; second != 10; ++second)
        BOOST_TEST(!believed(of::odd_answer, std::chrono::seconds{second}));
    BOOST_TEST(believed(of::odd_answer, 10s));
}

BOOST_FIXTURE_TEST_CASE(anything_else_begins_anew, fixture)
{
    for (int second = 0; second != 59; ++second)
        BOOST_TEST(!believed(of::not_found, std::chrono::seconds{second}));
    BOOST_TEST(!believed(of::internal_error, 59s));
    BOOST_TEST(!believed(of::not_found, 61s));
    BOOST_TEST(!believed(of::not_found, 120s));
    seen.forget();
    BOOST_TEST(!believed(of::not_found, 125s));
    BOOST_TEST(!believed(of::not_found, 184s));
    BOOST_TEST(believed(of::not_found, 190s));
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_is_set_back_begins_anew, fixture)
{
    BOOST_TEST(!believed(of::not_found, 1000s));
    BOOST_TEST(!believed(of::not_found, 1030s));
    BOOST_TEST(!believed(of::not_found, 10s));
    BOOST_TEST(!believed(of::not_found, 40s));
    BOOST_TEST(believed(of::not_found, 70s));
}

BOOST_FIXTURE_TEST_CASE(who_wants_no_grace_gets_none, fixture)
{
    policy.grace = 0s;
    policy.sighting_gap = 0s;
    BOOST_TEST(!believed(of::internal_error, 1s, 2));
    BOOST_TEST(believed(of::internal_error, 1s, 2));
    BOOST_TEST(believed(of::odd_answer, 1s, 1));
}

BOOST_AUTO_TEST_SUITE_END()
