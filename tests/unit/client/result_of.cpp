#include <jimeng/client/result_of.hpp>

#include <jimeng/core/models/seedream_v46.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(test_result_of)

namespace {

struct films {
    using result = jimeng::one_video;
};
struct draws {
    using result = jimeng::images<4>;
};
struct says_nothing {};

static_assert(std::is_same_v<jimeng::result_of<films>, jimeng::video>);
static_assert(std::is_same_v<jimeng::result_of<draws>, jimeng::pictures>);
static_assert(std::is_same_v<jimeng::result_of<says_nothing>, jimeng::pictures>);
static_assert(std::is_same_v<jimeng::result_of<jimeng::seedream_v46>, jimeng::pictures>);

} // namespace

BOOST_AUTO_TEST_CASE(what_came_takes_the_shape_that_was_asked_for)
{
    jimeng::pictures all(1);
    all[0].kind = jimeng::media_kind::video;
    all[0].bytes = "film";
    BOOST_TEST(jimeng::detail::shaped<jimeng::pictures>(all).at(0).bytes == "film");
    BOOST_TEST(jimeng::detail::shaped<jimeng::video>(std::move(all)).bytes == "film");
}

BOOST_AUTO_TEST_SUITE_END()
