#include <jimeng/core/values/input_image.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_input_image)

namespace {

using jimeng::input_image;
using jimeng::input_limits;
namespace rules = jimeng::rules;

constexpr input_limits strict{.max = 1, .bytes = 1000, .shortest_side = 20, .longest_side = 100, .ratio = 3};

jimeng::rule judged(std::uint64_t bytes, std::uint32_t width, std::uint32_t height,
                    jimeng::picture_format format = jimeng::picture_format::png)
{
    return input_image::inside({"text", bytes, {format, width, height}}, strict).why().broken;
}

BOOST_AUTO_TEST_CASE(an_address_is_read_as_one_and_a_path_as_a_file)
{
    auto const address = input_image::parse("https://a.example/0.png", strict);
    BOOST_TEST(address->is_address());
    BOOST_TEST(address->sides().width == 0);
    BOOST_TEST((input_image::parse("ftp://a.example/0.png", strict).why().broken == rules::image_url_is_http));
    BOOST_TEST((input_image::parse("data:image/png;base64,AAAA", strict).why().broken == rules::image_url_is_http));
    auto const why = input_image::parse("no/such/file.png", strict).why();
    BOOST_TEST((why.broken == rules::image_file_is_readable));
    BOOST_TEST(why.value == "no/such/file.png");
}

BOOST_AUTO_TEST_CASE(limits_are_judged_by_the_first_bytes)
{
    BOOST_TEST(judged(1000, 100, 34) == rules::none);
    BOOST_TEST(judged(1001, 50, 50) == rules::image_bytes_within_limit);
    BOOST_TEST(judged(10, 101, 50) == rules::image_sides_within_limit);
    BOOST_TEST(judged(10, 50, 101) == rules::image_sides_within_limit);
    BOOST_TEST(judged(10, 50, 19) == rules::image_sides_long_enough);
    BOOST_TEST(judged(10, 99, 33) == rules::none);
    BOOST_TEST(judged(10, 100, 33) == rules::image_ratio_within_limit);
    BOOST_TEST(judged(10, 33, 100) == rules::image_ratio_within_limit);
    BOOST_TEST(judged(10, 50, 50, jimeng::picture_format::webp) == rules::image_file_is_png_or_jpeg);
    BOOST_TEST(judged(10, 0, 0) == rules::image_size_is_readable);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
