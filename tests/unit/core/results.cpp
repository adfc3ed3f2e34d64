#include <jimeng/core/results.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

BOOST_AUTO_TEST_SUITE(test_results)

namespace {

struct films {
    using result = jimeng::one_video;
};
struct draws {
    using result = jimeng::images<4>;
};
struct says_nothing {};

static_assert(jimeng::result_kind_of<films> == jimeng::result_kind::video);
static_assert(jimeng::result_kind_of<draws> == jimeng::result_kind::pictures);
static_assert(jimeng::result_kind_of<says_nothing> == jimeng::result_kind::pictures);
static_assert(jimeng::images<4>::most == 4 && jimeng::one_video::most == 1);

} // namespace

BOOST_AUTO_TEST_CASE(each_kind_has_its_word)
{
    BOOST_TEST(to_string(jimeng::result_kind::pictures) == "pictures");
    BOOST_TEST(to_string(jimeng::result_kind::video) == "video");
}

BOOST_AUTO_TEST_SUITE_END()
