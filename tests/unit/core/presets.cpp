#include <jimeng/core/presets.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/size_within.hpp>

#include "../print_enum.hpp"

BOOST_AUTO_TEST_SUITE(test_presets)

namespace {

constexpr jimeng::size_limits limits{1048576, 16777216, 16};

static_assert(jimeng::preset::one_k.value == 1048576);
static_assert(jimeng::preset::two_k.value == 4194304);
static_assert(jimeng::preset::four_k.value == 16777216);

constexpr jimeng::size_within<limits> four_k = jimeng::preset::four_k;
static_assert(four_k.area() == 16777216 && !four_k.has_sides(), "a preset is an area, the service picks the ratio");

BOOST_AUTO_TEST_CASE(names_are_read_in_any_letter_case)
{
    struct {
        char const* text;
        std::int64_t area;
    } const cases[] = {
        {"1K", 1048576}, {"2K", 4194304}, {"4K", 16777216}, {"1k", 1048576}, {"2k", 4194304}, {"4k", 16777216},
    };
    for (auto const& c : cases) {
        auto const size = jimeng::read_size<limits>(c.text);
        BOOST_TEST_CONTEXT(c.text)
        {
            BOOST_REQUIRE(size.has_value());
            BOOST_TEST(size->area() == c.area);
            BOOST_TEST(!size->has_sides());
        }
    }
}

BOOST_AUTO_TEST_CASE(sides_are_read_with_a_cross_between_them)
{
    for (auto const* const text : {"2560x1440", "2560X1440", "2560*1440"}) {
        auto const size = jimeng::read_size<limits>(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_REQUIRE(size.has_value());
            BOOST_TEST((size->sides() == jimeng::image_size{2560, 1440}));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_texts_are_named_with_the_remedy)
{
    for (auto const* const text : {"", "2", "K", "3K", "8K", "2KK", "2K ", " 2K", "x", "2560x", "x1440", "2560x1440x1",
                                   "2560 x 1440", "2560x1440px", "2.5x3", "99999999999999999999x1"}) {
        auto const size = jimeng::read_size<limits>(text);
        BOOST_TEST_CONTEXT('[' << text << ']')
        {
            BOOST_REQUIRE(!size.has_value());
            BOOST_TEST(size.why().broken == jimeng::rules::size_is_known);
            BOOST_TEST(size.why().value == text);
        }
    }
    BOOST_TEST(jimeng::describe(jimeng::read_size<limits>("3K").why()) ==
               "size 3K: size is neither 1K, 2K, 4K nor WIDTHxHEIGHT; write for instance 2K or 2560x1440");
}

BOOST_AUTO_TEST_CASE(sides_outside_the_limits_break_the_rule_of_the_limits)
{
    BOOST_TEST(jimeng::read_size<limits>("640x480").why().broken == jimeng::rules::area_at_least_minimum);
    BOOST_TEST(jimeng::read_size<limits>("-2560x-1440").why().broken == jimeng::rules::sides_are_positive);
    BOOST_TEST(jimeng::read_size<limits>("9223372036854775807x9223372036854775807").why().broken ==
               jimeng::rules::area_at_most_maximum);
}

BOOST_AUTO_TEST_CASE(a_preset_outside_a_models_limits_is_refused)
{
    constexpr jimeng::size_limits small{1048576, 4194304, 16};
    BOOST_TEST(jimeng::read_size<small>("2K").has_value());
    BOOST_TEST(jimeng::read_size<small>("4K").why().broken == jimeng::rules::area_at_most_maximum);
}

BOOST_AUTO_TEST_CASE(the_table_holds_the_three_names)
{
    BOOST_REQUIRE(jimeng::presets.size() == 3U);
    BOOST_TEST(jimeng::presets[0].name == "1K");
    BOOST_TEST(jimeng::presets[1].name == "2K");
    BOOST_TEST(jimeng::presets[2].name == "4K");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
