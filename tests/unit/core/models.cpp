#include <jimeng/core/models.hpp>

#include <boost/test/unit_test.hpp>

#include <boost/hana/length.hpp>

namespace {

BOOST_AUTO_TEST_SUITE(test_models)

BOOST_AUTO_TEST_CASE(the_list_holds_types_of_requests)
{
    BOOST_TEST(boost::hana::length(jimeng::models).value == 29U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
