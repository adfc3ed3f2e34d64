#include <jimeng/core/results.hpp>

#include <boost/test/unit_test.hpp>

namespace {

static_assert(jimeng::images<15>::kind == jimeng::result_kind::pictures && jimeng::images<15>::most == 15);
static_assert(jimeng::one_video::kind == jimeng::result_kind::video && jimeng::one_video::most == 1);

BOOST_AUTO_TEST_SUITE(test_results)

BOOST_AUTO_TEST_CASE(kinds_have_names)
{
    BOOST_TEST(to_string(jimeng::result_kind::pictures) == "pictures");
    BOOST_TEST(to_string(jimeng::result_kind::video) == "video");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
