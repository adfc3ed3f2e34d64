#include <jimeng/core/values/whole_number.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_whole_number)

namespace {

using digit = jimeng::whole_number<-1, 9, "5">;
namespace rules = jimeng::rules;

static_assert(digit{}.empty() && digit{-1}.value() == -1 && digit{0}.value() == 0 && !digit{0}.empty());
static_assert(digit{}.value_or(7) == 7 && digit{0}.value_or(7) == 0);

BOOST_AUTO_TEST_CASE(both_ends_count)
{
    BOOST_TEST(digit::parse(-1)->value() == -1);
    BOOST_TEST(digit::parse(9)->value() == 9);
    BOOST_TEST((digit::parse(-2).why().broken == rules::whole_number_within<-1, 9>));
    BOOST_TEST((digit::parse(10).why().broken == rules::whole_number_within<-1, 9>));
    BOOST_TEST((digit::parse(1.0).why().broken == rules::number_is_whole));
}

BOOST_AUTO_TEST_CASE(it_is_read_from_words_and_from_numbers)
{
    given_fields typed{true, {{"n", "7"}, {"far", "10"}, {"word", "seven"}, {"half", "1.5"}}};
    BOOST_TEST(digit::read("n", typed)->value() == 7);
    BOOST_TEST(digit::read("absent", typed)->empty());
    BOOST_TEST(jimeng::describe(digit::read("far", typed).why()) ==
               "far 10: value lies outside -1 to 9; give a whole number within");
    BOOST_TEST(jimeng::describe(digit::read("word", typed).why()) ==
               "word seven: value is not a number (limit -1 to 9); write digits, with a point for decimals");
    BOOST_TEST(!digit::read("half", typed).has_value());
    given_fields sent{false, {{"n", std::int64_t{7}}, {"real", 7.0}, {"text", "7"}}};
    BOOST_TEST(digit::read("n", sent)->value() == 7);
    BOOST_TEST((digit::read("real", sent).why().broken == rules::type_is_right));
    BOOST_TEST((digit::read("text", sent).why().broken == rules::type_is_right));
}

BOOST_AUTO_TEST_CASE(zero_is_sent_and_its_facts_are_its_range)
{
    BOOST_TEST(written(digit{0}) == "name=0");
    auto const facts = facts_of<digit>();
    BOOST_TEST((facts.holds == jimeng::value_facts::type::whole));
    BOOST_TEST(facts.least.value() == -1.0);
    BOOST_TEST(facts.most.value() == 9.0);
    BOOST_TEST(facts.standard == "5");
    BOOST_TEST(facts_of<jimeng::basic_seed<>>().standard == "-1");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
