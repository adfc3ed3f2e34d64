#include <jimeng/sign/signing_scope.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_signing_scope)

namespace {

BOOST_AUTO_TEST_CASE(the_default_is_the_scope_of_the_service)
{
    jimeng::signing_scope const scope;
    BOOST_TEST(scope.region == "cn-north-1");
    BOOST_TEST(scope.service == "cv");
    BOOST_TEST((scope != jimeng::signing_scope{"cn-beijing", "cv"}));
    BOOST_TEST((scope != jimeng::signing_scope{"cn-north-1", "iam"}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
