#include <jimeng/core/picture_set.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models.hpp>

BOOST_AUTO_TEST_SUITE(test_picture_set)

namespace {

using jimeng::outline_of_picture_set;

static_assert(outline_of_picture_set(jimeng::text_to_image_v40{.prompt = "p"}).area == jimeng::preset::two_k.value);
static_assert(outline_of_picture_set(jimeng::seedream_v46{.prompt = "p", .min_ratio = 0.25}).least_ratio == 0.25);

BOOST_AUTO_TEST_CASE(each_input_leaves_room_for_one_picture_less)
{
    jimeng::text_to_image_v40 request{.prompt = "p"};
    BOOST_TEST(outline_of_picture_set(request).most_results == 15U);
    BOOST_TEST(!request.image_urls.add("https://a.example/0"));
    BOOST_TEST(outline_of_picture_set(request).most_results == 14U);
    request.force_single = true;
    BOOST_TEST(outline_of_picture_set(request).most_results == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
