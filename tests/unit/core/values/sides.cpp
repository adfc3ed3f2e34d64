#include <jimeng/core/values/sides.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using sides = jimeng::sides_within<512, 2016>;
using jimeng::image_size;
namespace rules = jimeng::rules;

static_assert(sides{}.empty() && sides{jimeng::size<512, 2016>}.sides() == image_size{512, 2016});

BOOST_AUTO_TEST_SUITE(test_sides)

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

BOOST_AUTO_TEST_SUITE_END()

} // namespace
