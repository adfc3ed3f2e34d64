#include <jimeng/core/size_within.hpp>

#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_size_within)

namespace {

using jimeng::image_size;
using size = jimeng::size_within<jimeng::size_limits{1024 * 1024, 4096 * 4096, 16}>;
namespace rules = jimeng::rules;

BOOST_AUTO_TEST_CASE(a_person_writes_a_word_or_both_sides)
{
    given_fields word{true, {{"size", "4K"}}};
    BOOST_TEST(size::read("size", word)->area() == 4096 * 4096);
    given_fields cross{true, {{"size", "2560x1440"}}};
    BOOST_TEST((size::read("size", cross)->sides() == image_size{2560, 1440}));
    given_fields sides{true, {{"size", "4K"}, {"width", "2560"}, {"height", "1440"}}};
    BOOST_TEST((size::read("size", sides)->sides() == image_size{2560, 1440}), "width and height win");
    given_fields one{true, {{"width", "2560"}}};
    BOOST_TEST((size::read("size", one).why().broken == rules::width_and_height_together));
    given_fields odd{true, {{"width", "2560"}, {"height", "x"}}};
    BOOST_TEST((size::read("size", odd).why().broken == rules::number_is_readable));
}

BOOST_AUTO_TEST_CASE(a_program_sends_an_area_or_both_sides)
{
    given_fields area{false, {{"size", std::int64_t{2048 * 2048}}}};
    BOOST_TEST(size::read("size", area)->area() == 2048 * 2048);
    given_fields small{false, {{"size", std::int64_t{1000}}}};
    BOOST_TEST((size::read("size", small).why().broken == rules::area_at_least_minimum));
    given_fields word{false, {{"size", "2K"}}};
    BOOST_TEST((size::read("size", word).why().broken == rules::type_is_right));
    given_fields one{false, {{"width", std::int64_t{2560}}}};
    BOOST_TEST(size::read("size", one)->empty(), "the service counts them only together");
    given_fields none{false};
    BOOST_TEST(size::read("size", none)->empty());
}

BOOST_AUTO_TEST_CASE(an_area_or_both_sides_are_written)
{
    BOOST_TEST(written(size{jimeng::preset::two_k}, "size") == "size=4194304");
    BOOST_TEST(written(size{jimeng::size<2560, 1440>}, "size") == "width=2560 height=1440");
    noted_facts facts;
    size::describe({}, facts);
    BOOST_TEST(facts.all.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
