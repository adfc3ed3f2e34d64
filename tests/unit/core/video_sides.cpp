#include <jimeng/core/video_sides.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_video_sides)

namespace {

using jimeng::image_size;
using jimeng::nearest_video_ratio;
using jimeng::video_sides_1080p;
using jimeng::video_sides_720p;

/// @par Source 85621/1777001, table of sides.
static_assert(video_sides_1080p("21:9") == image_size{2176, 928});
static_assert(video_sides_1080p("16:9") == image_size{1920, 1088});
static_assert(video_sides_1080p("4:3") == image_size{1664, 1248});
static_assert(video_sides_1080p("1:1") == image_size{1440, 1440});
static_assert(video_sides_1080p("3:4") == image_size{1248, 1664});
static_assert(video_sides_1080p("9:16") == image_size{1088, 1920});
static_assert(video_sides_1080p("2:1") == image_size{1920, 1088} && video_sides_1080p("") == image_size{1920, 1088});

static_assert(video_sides_720p("21:9") == image_size{1680, 720});
static_assert(video_sides_720p("16:9") == image_size{1280, 720});
static_assert(video_sides_720p("4:3") == image_size{960, 720});
static_assert(video_sides_720p("1:1") == image_size{720, 720});
static_assert(video_sides_720p("3:4") == image_size{720, 960});
static_assert(video_sides_720p("9:16") == image_size{720, 1280});
static_assert(video_sides_720p("2:1") == image_size{1280, 720} && video_sides_720p("") == image_size{1280, 720});

BOOST_AUTO_TEST_CASE(a_picture_is_given_the_nearest_ratio)
{
    BOOST_TEST(nearest_video_ratio({1920, 1080}) == "16:9");
    BOOST_TEST(nearest_video_ratio({1080, 1920}) == "9:16");
    BOOST_TEST(nearest_video_ratio({3000, 1000}) == "21:9");
    BOOST_TEST(nearest_video_ratio({1000, 3000}) == "9:16");
    BOOST_TEST(nearest_video_ratio({500, 501}) == "1:1");
    BOOST_TEST(nearest_video_ratio({4, 3}) == "4:3");
    BOOST_TEST(nearest_video_ratio({3, 4}) == "3:4");
    // Halfway between two ratios counts as a factor: 16:9 and 4:3 meet at the root of 64/27, which is 1.5396.
    BOOST_TEST(nearest_video_ratio({15390, 10000}) == "4:3");
    BOOST_TEST(nearest_video_ratio({15402, 10000}) == "16:9");
}

BOOST_AUTO_TEST_CASE(a_picture_that_was_not_seen_counts_as_wide)
{
    BOOST_TEST(nearest_video_ratio({}) == "16:9");
    BOOST_TEST(nearest_video_ratio({0, 100}) == "16:9");
    BOOST_TEST(nearest_video_ratio({100, -1}) == "16:9");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
