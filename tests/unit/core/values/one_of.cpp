#include <jimeng/core/values/one_of.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_one_of)

namespace {

using frames = jimeng::one_of<121, 241>;
namespace rules = jimeng::rules;

static_assert(frames{}.empty() && frames{241}.value() == 241 && frames{}.value_or(121) == 121);

BOOST_AUTO_TEST_CASE(only_its_numbers_are_taken)
{
    BOOST_TEST(frames::parse(121)->value() == 121);
    for (std::int64_t const bad : {0, 120, 122, 240, -121})
        BOOST_TEST((frames::parse(bad).why().broken == rules::number_is_known));
}

BOOST_AUTO_TEST_CASE(it_is_read_and_written_as_a_number)
{
    given_fields typed{true, {{"n", "241"}, {"bad", "100"}}};
    BOOST_TEST(frames::read("n", typed)->value() == 241);
    BOOST_TEST(frames::read("absent", typed)->empty());
    BOOST_TEST(frames::read("bad", typed).why().limit == "121, 241");
    BOOST_TEST(written(frames{121}) == "name=121");
    auto const facts = facts_of<frames>();
    BOOST_TEST(facts.choices[0] == "121");
    BOOST_TEST(facts.choices[1] == "241");
    BOOST_TEST(facts.standard == "121");
}

BOOST_AUTO_TEST_CASE(a_number_that_the_page_does_not_list_is_taken_where_it_is_asked_for)
{
    given_fields sent{false, {{"n", std::int64_t{97}}, {"word", "97"}}};
    BOOST_TEST((frames::read("n", sent).why().broken == rules::number_is_known));
    sent.beyond_page = true;
    BOOST_TEST(frames::read("n", sent)->value() == 97);
    BOOST_TEST((frames::read("word", sent).why().broken == rules::type_is_right));
    BOOST_TEST(written(frames::unchecked(0)) == "name=0");
    BOOST_TEST(!frames::unchecked(0).empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
