#include <jimeng/core/result_options.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cmath>
#include <concepts>
#include <limits>

namespace {

using jimeng::opacity;
using jimeng::rule;
namespace rules = jimeng::rules;

static_assert(opacity{}.empty());
static_assert(!opacity{0.0}.empty(), "invisible is not unset");
static_assert(opacity{0}.value() == 0.0 && opacity{1}.value() == 1.0);
static_assert(opacity{0.3}.value() == 0.3);
static_assert(std::convertible_to<double, opacity>);
static_assert(!std::convertible_to<opacity, double>);

static_assert(static_cast<int>(jimeng::watermark_position::bottom_right) == 0);
static_assert(static_cast<int>(jimeng::watermark_position::bottom_left) == 1);
static_assert(static_cast<int>(jimeng::watermark_position::top_left) == 2);
static_assert(static_cast<int>(jimeng::watermark_position::top_right) == 3);
static_assert(static_cast<int>(jimeng::watermark_language::chinese) == 0);
static_assert(static_cast<int>(jimeng::watermark_language::english) == 1);

BOOST_AUTO_TEST_SUITE(test_result_options)

BOOST_AUTO_TEST_CASE(opacity_lies_within_0_and_1)
{
    BOOST_TEST(opacity::parse(0.0).has_value());
    BOOST_TEST(opacity::parse(1.0).has_value());
    for (double const value :
         {-0.01, 1.01, std::nextafter(1.0, 2.0), -std::numeric_limits<double>::infinity(), std::nan("")})
        BOOST_TEST(opacity::parse(value).why().broken == rules::opacity_within_0_to_1);
    BOOST_TEST(jimeng::describe(opacity::parse(1.5).why()) ==
               "opacity 1.5: opacity lies outside 0 to 1 (limit 0 to 1); 0 is invisible, 1 is opaque");
}

BOOST_AUTO_TEST_CASE(opacity_is_read_from_text)
{
    auto const read = opacity::from_text("0.3");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->value() == 0.3);
    BOOST_TEST(opacity::from_text("2").why().broken == rules::opacity_within_0_to_1);
    for (auto const* const text : {"", "half", "0,3", "30%", " 0.3"})
        BOOST_TEST(opacity::from_text(text).why().broken == rules::number_is_readable);
}

BOOST_AUTO_TEST_CASE(links_without_marks_are_the_default)
{
    jimeng::result_options const options;
    BOOST_TEST(options.return_url);
    BOOST_TEST(!options.watermark.has_value());
    BOOST_TEST(!options.aigc_meta.has_value());
    BOOST_TEST(!check(options));
}

BOOST_AUTO_TEST_CASE(the_label_needs_its_producer_and_nothing_else)
{
    jimeng::result_options options;
    options.aigc_meta = jimeng::aigc_meta{.content_producer = "studio"};
    BOOST_TEST(jimeng::describe(check(options)) ==
               "aigc_meta: producer id is missing; the label needs it: set aigc_meta::producer_id");
    options.aigc_meta = jimeng::aigc_meta{.producer_id = "42"};
    BOOST_TEST(!check(options));
}

BOOST_AUTO_TEST_CASE(a_watermark_needs_nothing)
{
    jimeng::result_options options;
    options.watermark.emplace();
    BOOST_TEST(!check(options));
    BOOST_TEST(options.watermark->opacity.empty());
    BOOST_TEST(options.watermark->position == jimeng::watermark_position::bottom_right);
    BOOST_TEST(options.watermark->language == jimeng::watermark_language::chinese);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
