#include <jimeng/client/poll_policy.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_poll_policy)

BOOST_AUTO_TEST_CASE(the_defaults_fit_each_other)
{
    constexpr jimeng::poll_policy policy;
    static_assert(policy.first_wait <= policy.interval);
    static_assert(policy.interval * policy.max_attempts <= policy.deadline);
    BOOST_TEST(policy.max_attempts == 60);
}

BOOST_AUTO_TEST_SUITE_END()
