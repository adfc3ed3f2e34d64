#include <jimeng/core/scale.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

BOOST_AUTO_TEST_SUITE(test_scale)

namespace {

using jimeng::rule;
namespace rules = jimeng::rules;
using jimeng::scale_fraction;
using jimeng::scale_percent;

static_assert(scale_fraction{}.empty() && !scale_fraction{0.0}.empty());
static_assert(scale_fraction{0}.value() == 0.0 && scale_fraction{1}.value() == 1.0);
static_assert(scale_fraction{0.5}.value() == 0.5);
static_assert(scale_fraction{0.07}.value() == 0.07);
static_assert(scale_fraction{0.29}.value() == 0.29, "0.29 * 100 is a little below 29 in binary");
static_assert(scale_fraction{0.1 + 0.2}.value() == 0.3, "the noise of binary fractions is forgiven");

static_assert(scale_percent{}.empty() && !scale_percent{1}.empty());
static_assert(scale_percent{100}.value() == 100 && scale_percent{50L}.value() == 50 && scale_percent{7U}.value() == 7);

static_assert(std::convertible_to<double, scale_fraction>);
static_assert(std::convertible_to<int, scale_percent>);
static_assert(!std::convertible_to<scale_percent, scale_fraction>);
static_assert(!std::convertible_to<scale_fraction, scale_percent>);
static_assert(!std::convertible_to<scale_fraction, double>);
static_assert(!std::convertible_to<scale_percent, int>);
static_assert(!std::convertible_to<std::string, scale_fraction>);
static_assert(!std::convertible_to<std::string, scale_percent>);
static_assert(!std::convertible_to<char const*, scale_percent>);

BOOST_AUTO_TEST_CASE(each_hundredth_is_kept_exactly)
{
    for (int i = 0; i <= 100; ++i) {
        auto const text = (i == 100 ? "1." : "0.") + std::string{i % 100 < 10 ? "0" : ""} + std::to_string(i % 100);
        auto const scale = scale_fraction::from_text(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_REQUIRE(scale.has_value());
            BOOST_TEST(scale->value() == i / 100.0);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_thousandth_between_them_is_refused)
{
    for (int i = 0; i < 1000; ++i) {
        auto const broken = jimeng::broken_rule_of_scale_fraction(i / 1000.0);
        BOOST_TEST(broken == (i % 10 == 0 ? rules::none : rules::scale_has_two_decimals));
    }
}

BOOST_AUTO_TEST_CASE(a_fraction_outside_0_to_1_is_refused)
{
    for (double const value : {-0.01, 1.01, 50.0, -1e300, 1e300, std::nextafter(1.0, 2.0), std::nan(""),
                               std::numeric_limits<double>::infinity()})
        BOOST_TEST(scale_fraction::parse(value).why().broken == rules::scale_within_0_to_1);
    BOOST_TEST(jimeng::describe(scale_fraction::parse(1.5).why()) ==
               "scale 1.5: scale lies outside 0 to 1 (limit 0 to 1); give a fraction such as 0.5");
    BOOST_TEST(jimeng::describe(scale_fraction::parse(0.505).why()) ==
               "scale 0.505: scale has more than two decimals (limit 0 to 1); round it to two decimals");
}

BOOST_AUTO_TEST_CASE(a_percentage_is_a_whole_number_from_1_to_100)
{
    for (long long i = 1; i <= 100; ++i) {
        auto const scale = scale_percent::parse(i);
        BOOST_REQUIRE(scale.has_value());
        BOOST_TEST(scale->value() == i);
    }
    for (long long const value :
         {0LL, 101LL, -1LL, 4294967297LL, std::numeric_limits<long long>::max(), std::numeric_limits<long long>::min()})
        BOOST_TEST(scale_percent::parse(value).why().broken == rules::scale_within_1_to_100);
}

BOOST_AUTO_TEST_CASE(a_fraction_is_not_cut_to_a_percentage)
{
    BOOST_TEST(scale_percent::parse(50.7).why().broken == rules::scale_is_whole);
    BOOST_TEST(scale_percent::parse(0.5F).why().value == "0.5");
}

BOOST_AUTO_TEST_CASE(a_fraction_for_a_percentage_is_told_apart_from_a_word)
{
    BOOST_TEST(jimeng::describe(scale_percent::from_text("0.5").why()) ==
               "scale 0.5: this model's scale is an integer from 1 to 100, not a fraction (limit 1 to 100); "
               "give a whole number such as 50");
    BOOST_TEST(scale_percent::from_text("50.0").why().broken == rules::scale_is_whole);
    BOOST_TEST(scale_percent::from_text("fifty").why().broken == rules::number_is_readable);
    BOOST_TEST(scale_percent::from_text("0").why().broken == rules::scale_within_1_to_100);
    BOOST_TEST(scale_percent::from_text("50").has_value());
}

BOOST_AUTO_TEST_CASE(words_are_no_fraction)
{
    for (auto const* const text : {"", "half", "0,5", "1/2", "0.5 "})
        BOOST_TEST(scale_fraction::from_text(text).why().broken == rules::number_is_readable);
    BOOST_TEST(scale_fraction::from_text("50").why().broken == rules::scale_within_0_to_1);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
