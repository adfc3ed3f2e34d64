#include <jimeng/core/image_size.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/size_within.hpp>

#include "../print_enum.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(test_image_size)

namespace {

using jimeng::image_size;
using jimeng::rule;
namespace rules = jimeng::rules;

constexpr jimeng::size_limits limits{1048576, 16777216, 16};
using size_of_a_model = jimeng::size_within<limits>;
using another_size = jimeng::size_within<jimeng::size_limits{1, 100, 2}>;

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

constexpr rule rule_of(std::int64_t width, std::int64_t height)
{
    return jimeng::broken_rule_of_size({width, height}, limits);
}

static_assert(rule_of(1024, 1024) == rules::none);
static_assert(rule_of(1024, 1023) == rules::area_at_least_minimum);
static_assert(rule_of(4096, 4096) == rules::none);
static_assert(rule_of(4096, 4097) == rules::area_at_most_maximum);
static_assert(rule_of(6198, 2656) == rules::none, "no side has a limit of its own");
static_assert(rule_of(16384, 1024) == rules::none, "16:1 is inside");
static_assert(rule_of(1024, 16384) == rules::none);
static_assert(rule_of(4097, 256) == rules::sides_within_ratio_16);
static_assert(rule_of(256, 4097) == rules::sides_within_ratio_16);
static_assert(rule_of(4096, 256) == rules::none);
static_assert(rule_of(0, 4096) == rules::sides_are_positive);
static_assert(rule_of(4096, 0) == rules::sides_are_positive);
static_assert(rule_of(-2048, -2048) == rules::sides_are_positive,
              "a positive product of negative sides does not count");
static_assert(rule_of(most, most) == rules::area_at_most_maximum);
static_assert(rule_of(most, 1) == rules::area_at_most_maximum);
static_assert(rule_of(least, most) == rules::sides_are_positive);
static_assert(rule_of(std::int64_t{1} << 32, std::int64_t{1} << 32) == rules::area_at_most_maximum,
              "a product that wraps round to 0");

// Limits of a user's own may be as large as numbers get: the product is never taken where it would overflow.
static_assert(jimeng::broken_rule_of_size({4'000'000'000, 4'000'000'000}, {1, 5'000'000'000, 16}) ==
              rules::area_at_most_maximum);
static_assert(jimeng::broken_rule_of_size({most, most}, {1, most, most}) == rules::area_at_most_maximum);
static_assert(jimeng::broken_rule_of_size({most, 1}, {1, most, most}) == rules::none);
static_assert(jimeng::broken_rule_of_size({1, most}, {1, most, most - 1}) == rules::sides_within_ratio_16);
static_assert(jimeng::broken_rule_of_size({3'000'000'000, 3'000'000'000}, {1, most, most}) == rules::none);
static_assert(jimeng::broken_rule_of_size({2, 2}, {1, 100, 0}) == rules::sides_within_ratio_16);
static_assert(jimeng::broken_rule_of_area(1048576, limits) == rules::none);
static_assert(jimeng::broken_rule_of_area(1048575, limits) == rules::area_at_least_minimum);
static_assert(jimeng::broken_rule_of_area(16777216, limits) == rules::none);
static_assert(jimeng::broken_rule_of_area(16777217, limits) == rules::area_at_most_maximum);
static_assert(jimeng::broken_rule_of_area(least, limits) == rules::area_at_least_minimum);
static_assert(jimeng::broken_rule_of_area(most, limits) == rules::area_at_most_maximum);

static_assert(std::convertible_to<jimeng::size_constant<2560, 1440>, size_of_a_model>);
static_assert(std::convertible_to<jimeng::area_constant<4194304>, size_of_a_model>);
static_assert(!std::convertible_to<image_size, size_of_a_model>, "run-time sides pass through parse");
static_assert(!std::convertible_to<std::int64_t, size_of_a_model>);
static_assert(!std::convertible_to<std::string, size_of_a_model>);
static_assert(!std::convertible_to<another_size, size_of_a_model>, "limits are part of the type");

constexpr size_of_a_model with_sides = jimeng::size<2560, 1440>;
static_assert(with_sides.has_sides() && !with_sides.empty() && with_sides.area() == 0);
static_assert(with_sides.sides() == image_size{2560, 1440});
constexpr size_of_a_model with_area = jimeng::area_constant<4194304>{};
static_assert(!with_area.has_sides() && !with_area.empty() && with_area.area() == 4194304);
static_assert(size_of_a_model{}.empty() && !size_of_a_model{}.has_sides());

/// The page's rules in 128 bits, where no product of two sides overflows.
rule oracle(image_size size)
{
    __extension__ using wide = __int128;
    wide const width = size.width;
    wide const height = size.height;
    if (width <= 0 || height <= 0) return rules::sides_are_positive;
    if (width * height < 1048576) return rules::area_at_least_minimum;
    if (width * height > 16777216) return rules::area_at_most_maximum;
    return width > 16 * height || height > 16 * width ? rules::sides_within_ratio_16 : rules::none;
}

void agrees_with_the_oracle(image_size size)
{
    auto const found = jimeng::broken_rule_of_size(size, limits);
    BOOST_TEST_CONTEXT(size.width << 'x' << size.height) BOOST_TEST(found == oracle(size));
}

BOOST_AUTO_TEST_CASE(random_sides_are_judged_as_in_128_bits)
{
    std::mt19937_64 random{20250617};
    for (int i = 0; i != 20000; ++i) {
        // One to 63 bits each, so that every magnitude is met as often as any other.
        auto const side = [&] { return static_cast<std::int64_t>(random() >> (1 + random() % 63)); };
        agrees_with_the_oracle({side(), side()});
    }
    std::uniform_int_distribution<std::int64_t> near{-5, 20000};
    for (int i = 0; i != 20000; ++i)
        agrees_with_the_oracle({near(random), near(random)});
}

BOOST_AUTO_TEST_CASE(extreme_sides_are_judged_as_in_128_bits)
{
    auto const extremes = std::to_array<std::int64_t>({least,
                                                       least + 1,
                                                       -1,
                                                       0,
                                                       1,
                                                       2,
                                                       255,
                                                       256,
                                                       257,
                                                       1023,
                                                       1024,
                                                       1025,
                                                       4095,
                                                       4096,
                                                       4097,
                                                       16384,
                                                       65536,
                                                       1048576,
                                                       16777215,
                                                       16777216,
                                                       16777217,
                                                       std::int64_t{1} << 32,
                                                       std::int64_t{1} << 62,
                                                       most - 1,
                                                       most});
    for (auto const width : extremes)
        for (auto const height : extremes)
            agrees_with_the_oracle({width, height});
}

BOOST_AUTO_TEST_CASE(parse_keeps_sides_and_areas)
{
    auto const sides = size_of_a_model::parse({2560, 1440});
    BOOST_REQUIRE(sides.has_value());
    BOOST_TEST((sides->sides() == image_size{2560, 1440}));
    BOOST_TEST(sides->area() == 0);
    auto const area = size_of_a_model::parse_area(2000000);
    BOOST_REQUIRE(area.has_value());
    BOOST_TEST(area->area() == 2000000);
    BOOST_TEST(!area->has_sides());
}

BOOST_AUTO_TEST_CASE(parse_names_value_limit_and_remedy)
{
    struct {
        image_size size;
        char const* words;
    } const cases[] = {
        {{640, 480},
         "size 640x480: width*height is below the smallest area this model accepts (limit 1048576 px); "
         "choose larger sides or 1K, 2K, 4K"},
        {{8192, 8192},
         "size 8192x8192: width*height is above the largest area this model accepts (limit 16777216 px); "
         "choose smaller sides or 1K, 2K, 4K"},
        {{8192, 256}, "size 8192x256: width/height lies outside 1/16 to 16; choose sides closer to each other"},
        {{0, 1024}, "size 0x1024: width and height are not positive; give both in pixels, for instance 2560x1440"},
        {{most, most},
         "size 9223372036854775807x9223372036854775807: width*height is above the largest area this model accepts "
         "(limit 16777216 px); choose smaller sides or 1K, 2K, 4K"},
    };
    for (auto const& c : cases) {
        auto const refused = size_of_a_model::parse(c.size);
        BOOST_TEST(!refused.has_value());
        BOOST_TEST(jimeng::describe(refused.why()) == c.words);
    }
}

BOOST_AUTO_TEST_CASE(parse_area_names_value_and_limit)
{
    BOOST_TEST(jimeng::describe(size_of_a_model::parse_area(1024).why()) ==
               "size 1024: width*height is below the smallest area this model accepts (limit 1048576 px); "
               "choose larger sides or 1K, 2K, 4K");
    BOOST_TEST(size_of_a_model::parse_area(most).why().broken == rules::area_at_most_maximum);
    BOOST_TEST(size_of_a_model::parse_area(0).why().broken == rules::area_at_least_minimum);
    BOOST_TEST(size_of_a_model::parse_area(least).why().broken == rules::area_at_least_minimum);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
