#include <jimeng/net/account_limits.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_account_limits)

BOOST_AUTO_TEST_CASE(what_is_assumed_is_little)
{
    jimeng::account_limits const limits;
    BOOST_TEST(limits.tasks == 1);
    BOOST_TEST(limits.submits_per_second == 1.0);
    BOOST_TEST(limits.queries_per_second == 5.0);
    BOOST_TEST((limits == jimeng::account_limits{1, 1.0, 5.0}));
}

BOOST_AUTO_TEST_SUITE_END()
