#include <jimeng/core/values/text.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_text)

namespace {

using needed = jimeng::text_value<jimeng::text_limits{.advised = 3, .longest = 5, .required = true}>;
using optional = jimeng::text_value<jimeng::text_limits{.longest = 5, .is_subject = false}>;
namespace rules = jimeng::rules;

static_assert(std::default_initializable<optional> && !std::default_initializable<needed>);
static_assert(optional{}.empty() && !optional{"abc"}.empty());
static_assert(optional{}.judge(jimeng::at_run_time{}) == rules::none);
static_assert(needed::unchecked("").judge(jimeng::at_run_time{}) == rules::text_is_there);
static_assert(needed{"猫猫猫猫猫"}.view() == "猫猫猫猫猫", "code points are counted, not bytes");

BOOST_AUTO_TEST_CASE(text_found_at_run_time_is_judged_by_the_same_rules)
{
    BOOST_TEST(needed::parse("abcde").has_value());
    auto const why = needed::parse("abcdef").why();
    BOOST_TEST((why.broken == rules::text_within<5>));
    BOOST_TEST(jimeng::describe(why) ==
               "text of 6 code points: text is longer than 5 code points (limit 5); shorten it");
    BOOST_TEST((needed::parse("").why().broken == rules::text_is_there));
    BOOST_TEST((needed::parse(" \u3000").why().broken == rules::text_is_visible));
    BOOST_TEST((needed::parse("\xff").why().broken == rules::text_is_utf8));
    BOOST_TEST((needed::parse(std::string_view{"a\0b", 3}).why().broken == rules::text_without_nul));
}

BOOST_AUTO_TEST_CASE(unchecked_is_a_way_past_the_length_only)
{
    BOOST_TEST((needed::unchecked("abcdefgh").judge(jimeng::at_run_time{}) == rules::none));
    BOOST_TEST((needed::unchecked("\xff").judge(jimeng::at_run_time{}) == rules::text_is_utf8));
    BOOST_TEST((needed::unchecked(" ").judge(jimeng::at_run_time{}) == rules::text_is_visible));
}

BOOST_AUTO_TEST_CASE(it_is_read_under_its_name_and_may_be_absent_where_it_is_optional)
{
    given_fields source{true, {{"edit", "abcdef"}, {"number", std::int64_t{1}}}};
    auto const why = needed::read("edit", source).why();
    BOOST_TEST(why.field == "edit");
    BOOST_TEST((needed::read("other", source).why().broken == rules::value_is_present));
    BOOST_TEST(optional::read("other", source)->empty());
    BOOST_TEST((needed::read("number", source).why().broken != rules::none));
    source.lenient = true;
    BOOST_TEST(needed::read("edit", source)->view() == "abcdef");
}

BOOST_AUTO_TEST_CASE(its_facts_are_its_limits)
{
    auto const facts = facts_of<needed>();
    BOOST_TEST(facts.required);
    BOOST_TEST(facts.is_subject);
    BOOST_TEST(facts.longest_advised == 3U);
    BOOST_TEST(facts.longest == 5U);
    BOOST_TEST(!facts_of<optional>().is_subject);
    BOOST_TEST(written(needed{"abc"}) == "name=\"abc\"");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
