#include <jimeng/core/values/real_number.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(test_real_number)

namespace {

using share = jimeng::real_number<0, 1, "0.5">;
namespace rules = jimeng::rules;

static_assert(share{}.empty() && share{0}.value() == 0.0 && !share{0}.empty() && share{0.125}.value() == 0.125);

BOOST_AUTO_TEST_CASE(both_ends_count_and_nothing_else_that_is_outside)
{
    BOOST_TEST(share::parse(0.0).has_value());
    BOOST_TEST(share::parse(1.0).has_value());
    for (double const bad : {-0.0001, 1.0001, std::numeric_limits<double>::quiet_NaN()})
        BOOST_TEST((share::parse(bad).why().broken == rules::real_number_within<0, 1>));
}

BOOST_AUTO_TEST_CASE(it_is_read_and_written_as_a_number)
{
    given_fields typed{true, {{"n", "0.25"}, {"far", "1.5"}, {"word", "half"}}};
    BOOST_TEST(share::read("n", typed)->value() == 0.25);
    BOOST_TEST(share::read("absent", typed)->empty());
    BOOST_TEST(share::read("far", typed).why().value == "1.5");
    BOOST_TEST((share::read("word", typed).why().broken == rules::number_is_readable));
    BOOST_TEST(written(share{0}) == "name=0r");
    BOOST_TEST(facts_of<share>().standard == "0.5");
    BOOST_TEST(facts_of<share>().most.value() == 1.0);
}

BOOST_AUTO_TEST_CASE(a_number_without_a_known_range_tells_none)
{
    using weight = jimeng::any_real<"1">;
    for (double const good : {-1000.0, 0.0, 1e15, 9007199254740992.0})
        BOOST_TEST(weight::parse(good).has_value());
    for (double const bad : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN()})
        BOOST_TEST(!weight::parse(bad).has_value());
    BOOST_TEST(!facts_of<weight>().least.has_value());
    BOOST_TEST(!facts_of<weight>().most.has_value());
    BOOST_TEST(facts_of<weight>().standard == "1");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
