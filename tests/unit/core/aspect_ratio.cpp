#include <jimeng/core/aspect_ratio.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

BOOST_AUTO_TEST_SUITE(test_aspect_ratio)

namespace {

using jimeng::aspect_ratio;
using jimeng::broken_rule_of_aspect_ratio;
using jimeng::broken_rule_of_bounds;
using jimeng::rule;
namespace rules = jimeng::rules;

static_assert(aspect_ratio{}.empty());
static_assert(!aspect_ratio{0.5}.empty());
static_assert(aspect_ratio{0.5}.value() == 0.5);
static_assert(aspect_ratio{}.value_or(3.0) == 3.0);
static_assert(aspect_ratio{0.5}.value_or(3.0) == 0.5);
static_assert(aspect_ratio{0.0625}.value() == 0.0625);
static_assert(aspect_ratio{16}.value() == 16.0);
static_assert(std::convertible_to<double, aspect_ratio>);
static_assert(!std::convertible_to<std::string, aspect_ratio>);
static_assert(!std::convertible_to<aspect_ratio, double>);

double const infinity = std::numeric_limits<double>::infinity();

BOOST_AUTO_TEST_CASE(both_ends_of_the_interval_are_inside)
{
    BOOST_TEST(broken_rule_of_aspect_ratio(0.0625) == rules::none);
    BOOST_TEST(broken_rule_of_aspect_ratio(16.0) == rules::none);
    BOOST_TEST(broken_rule_of_aspect_ratio(std::nextafter(0.0625, 0.0)) == rules::aspect_ratio_within_16);
    BOOST_TEST(broken_rule_of_aspect_ratio(std::nextafter(16.0, 17.0)) == rules::aspect_ratio_within_16);
}

BOOST_AUTO_TEST_CASE(no_number_and_infinite_numbers_are_outside)
{
    for (double const value : {0.0, -1.0, infinity, -infinity, std::nan("")})
        BOOST_TEST(broken_rule_of_aspect_ratio(value) == rules::aspect_ratio_within_16);
}

BOOST_AUTO_TEST_CASE(parse_names_field_value_and_limit)
{
    auto const refused = aspect_ratio::parse(16.5);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(
        jimeng::describe(refused.why()) ==
        "ratio 16.5: aspect ratio lies outside 1/16 to 16 (limit 1/16 to 16); write for instance 0.33, 1/3 or 1:3");
    auto const kept = aspect_ratio::parse(4.0);
    BOOST_REQUIRE(kept.has_value());
    BOOST_TEST(kept->value() == 4.0);
}

BOOST_AUTO_TEST_CASE(texts_are_decimals_or_two_numbers_with_a_bar_or_a_colon)
{
    struct {
        char const* text;
        double value;
    } const cases[] = {
        {"0.33", 0.33},   {"1/3", 1.0 / 3.0},   {"1:3", 1.0 / 3.0}, {"16", 16.0}, {"16:1", 16.0},
        {"1/16", 0.0625}, {"21:9", 21.0 / 9.0}, {"2.39:1", 2.39},   {"1e0", 1.0},
    };
    for (auto const& c : cases) {
        auto const ratio = aspect_ratio::from_text(c.text);
        BOOST_TEST_CONTEXT(c.text)
        {
            BOOST_REQUIRE(ratio.has_value());
            BOOST_TEST(ratio->value() == c.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(texts_that_are_no_number_are_unreadable)
{
    for (auto const* const text :
         {"", "/", ":", "1/", "/3", "1/3/3", "one", "1/x", " 1", "1 ", "1/0", "1/-3", "+1", "0x1", "1,5"}) {
        auto const ratio = aspect_ratio::from_text(text);
        BOOST_TEST_CONTEXT('[' << text << ']')
        {
            BOOST_REQUIRE(!ratio);
            BOOST_TEST(ratio.why().broken == rules::number_is_readable);
            BOOST_TEST(ratio.why().value == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(texts_of_numbers_outside_are_outside)
{
    for (auto const* const text : {"17", "1:17", "0", "-1", "nan", "inf", "inf/inf", "1e300", "1/1e300"}) {
        auto const ratio = aspect_ratio::from_text(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_REQUIRE(!ratio);
            BOOST_TEST(ratio.why().broken == rules::aspect_ratio_within_16);
        }
    }
}

static_assert(broken_rule_of_bounds({2048, 2048}, {}, {}) == rules::none);
static_assert(broken_rule_of_bounds({4096, 1024}, {}, {}) == rules::none, "a bound left out is no bound");
static_assert(broken_rule_of_bounds({1024, 4096}, {}, {}) == rules::none);
static_assert(broken_rule_of_bounds({4096, 1024}, {}, 4.0) == rules::none, "the end counts");
static_assert(broken_rule_of_bounds({4097, 1024}, {}, 4.0) == rules::size_within_min_and_max_ratio);
static_assert(broken_rule_of_bounds({1024, 4096}, 0.25, {}) == rules::none);
static_assert(broken_rule_of_bounds({1024, 4097}, 0.25, {}) == rules::size_within_min_and_max_ratio);
static_assert(broken_rule_of_bounds({}, 2.0, 1.0) == rules::min_ratio_at_most_max_ratio);
static_assert(broken_rule_of_bounds({}, 1.0, 1.0) == rules::none);

BOOST_AUTO_TEST_CASE(one_bound_alone_is_compared_with_the_default_of_the_other)
{
    BOOST_TEST(broken_rule_of_bounds({}, aspect_ratio{3.0}, {}) == rules::none);
    BOOST_TEST(broken_rule_of_bounds({}, aspect_ratio{3.5}, {}) == rules::min_ratio_at_most_max_ratio);
    BOOST_TEST(broken_rule_of_bounds({}, {}, aspect_ratio{0.34}) == rules::none);
    BOOST_TEST(broken_rule_of_bounds({}, {}, aspect_ratio{0.3}) == rules::min_ratio_at_most_max_ratio);
}

BOOST_AUTO_TEST_CASE(a_request_without_sides_has_no_ratio_to_compare)
{
    BOOST_TEST(broken_rule_of_bounds({}, aspect_ratio{1.0}, aspect_ratio{1.0}) == rules::none);
    BOOST_TEST(broken_rule_of_bounds({2048, 1024}, aspect_ratio{1.0}, aspect_ratio{1.0}) ==
               rules::size_within_min_and_max_ratio);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
