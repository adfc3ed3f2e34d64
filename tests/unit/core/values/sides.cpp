#include <jimeng/core/values/sides.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <limits>

BOOST_AUTO_TEST_SUITE(test_sides)

namespace {

using sides = jimeng::sides_within<512, 2016>;
using jimeng::image_size;
namespace rules = jimeng::rules;

static_assert(sides{}.empty() && sides{jimeng::size<512, 2016>}.sides() == image_size{512, 2016});

BOOST_AUTO_TEST_CASE(each_side_lies_within)
{
    BOOST_TEST(sides::parse({512, 2016}).has_value());
    for (auto const bad : {image_size{511, 600}, {600, 511}, {2017, 600}, {600, 2017}, {0, 0}, {-600, -600}})
        BOOST_TEST((sides::parse(bad).why().broken == rules::sides_within<512, 2016>));
}

BOOST_AUTO_TEST_CASE(both_are_read_or_none)
{
    given_fields both{true, {{"width", "600"}, {"height", "700"}}};
    BOOST_TEST((sides::read("size", both)->sides() == image_size{600, 700}));
    given_fields one{true, {{"height", "700"}}};
    auto const why = sides::read("size", one).why();
    BOOST_TEST((why.broken == rules::width_and_height_together));
    BOOST_TEST(why.field == "height");
    given_fields sent{false, {{"height", std::int64_t{700}}}};
    BOOST_TEST(sides::read("size", sent)->empty(), "the service counts them only together");
    given_fields word{true, {{"size", "600x700"}}};
    BOOST_TEST((sides::read("size", word)->sides() == image_size{600, 700}));
    given_fields preset{true, {{"size", "2K"}}};
    BOOST_TEST((sides::read("size", preset).why().broken == rules::size_is_known));
}

BOOST_AUTO_TEST_CASE(they_are_written_under_their_own_names)
{
    BOOST_TEST(written(sides{jimeng::size<600, 700>}) == "width=600 height=700");
    BOOST_TEST(facts_of<sides>().least.value() == 512.0);
    BOOST_TEST(facts_of<sides>().most.value() == 2016.0);
}

constexpr std::array<jimeng::recommended_size, 3> listed_sizes{
    {{"1K", "1:1", {100, 100}}, {"1K", "2:1", {140, 70}}, {"2K", "1:1", {200, 200}}}};
constexpr jimeng::recommended_list listed{"1K", listed_sizes};
using of_area =
    jimeng::sides_value<jimeng::side_limits{.min_area = 4900, .max_area = 40000, .ratio = 2}, "100", listed>;

static_assert(of_area{jimeng::size<70, 70>}.sides() == image_size{70, 70});

BOOST_AUTO_TEST_CASE(an_area_and_a_ratio_are_kept_to_their_ends)
{
    for (auto const good : {image_size{70, 70}, {200, 200}, {140, 70}, {70, 140}, {282, 141}})
        BOOST_TEST(of_area::parse(good).has_value());
    for (auto const bad : {image_size{69, 71}, {200, 201}})
        BOOST_TEST((of_area::parse(bad).why().broken == rules::area_within<4900, 40000>));
    for (auto const bad : {image_size{141, 70}, {70, 141}, {281, 140}})
        BOOST_TEST((of_area::parse(bad).why().broken == rules::sides_within_ratio<2>));
    for (auto const bad : {image_size{0, 100}, {100, 0}, {-100, -100}, {16385, 16385}})
        BOOST_TEST((of_area::parse(bad).why().broken == rules::sides_within<1, 16384>));
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(!of_area::parse({largest, largest}).has_value());
    BOOST_TEST(of_area::parse({69, 71}).why().value == "69x71");
}

BOOST_AUTO_TEST_CASE(a_person_may_name_a_recommended_size)
{
    auto const read = [](given_fields typed) { return of_area::read("size", typed); };
    BOOST_TEST((read(given_fields{true, {{"size", "2k"}}})->sides() == image_size{200, 200}));
    BOOST_TEST((read(given_fields{true, {{"ratio", "2:1"}}})->sides() == image_size{140, 70}));
    BOOST_TEST((read(given_fields{true, {{"size", "2K"}, {"ratio", "1:1"}}})->sides() == image_size{200, 200}));
    BOOST_TEST(
        (read(given_fields{true, {{"size", "2K"}, {"ratio", "2:1"}}}).why().broken == rules::ratio_is_recommended));
    BOOST_TEST((read(given_fields{true, {{"size", "4K"}}}).why().broken == rules::size_is_known));
    BOOST_TEST(read(given_fields{true})->empty());
    BOOST_TEST(facts_of<of_area>().standard == "100");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
