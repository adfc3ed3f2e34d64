#include <jimeng/core/values/choice.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_choice)

namespace {

using strength = jimeng::choice<"medium", "weak", "strong">;
namespace rules = jimeng::rules;

static_assert(strength{}.empty() && strength{}.word().empty() && strength{"strong"}.word() == "strong");

static_assert(jimeng::choice_without_default<"a", "b">{}.empty());
static_assert(!std::is_default_constructible_v<jimeng::required_choice<"a", "b">>);
static_assert(strength::unchecked("mild").word() == "mild");
static_assert(strength::unchecked("mild").judge(jimeng::at_run_time{}) == rules::none);

BOOST_AUTO_TEST_CASE(only_its_words_are_taken)
{
    BOOST_TEST(strength::parse("weak")->word() == "weak");
    for (char const* bad : {"", "Weak", "weak ", "mediumweak"}) {
        auto const why = strength::parse(bad).why();
        BOOST_TEST((why.broken == rules::choice_is_known));
        BOOST_TEST(why.limit == "medium, weak, strong");
    }
}

BOOST_AUTO_TEST_CASE(it_is_read_and_written_as_text)
{
    given_fields sent{false, {{"s", "weak"}, {"bad", "mild"}, {"n", std::int64_t{1}}}};
    BOOST_TEST(strength::read("s", sent)->word() == "weak");
    BOOST_TEST(strength::read("absent", sent)->empty());
    BOOST_TEST(jimeng::describe(strength::read("bad", sent).why()) ==
               "bad mild: value is not one of the choices (limit medium, weak, strong); take one of the listed words");
    BOOST_TEST((strength::read("n", sent).why().broken == rules::type_is_right));
    BOOST_TEST(written(strength{"strong"}) == "name=\"strong\"");
    BOOST_TEST(facts_of<strength>().choices.size() == 3U);
    BOOST_TEST(facts_of<strength>().standard == "medium");
}

BOOST_AUTO_TEST_CASE(what_is_to_be_said_where_nothing_is_chosen_follows_from_its_kind)
{
    using unknown = jimeng::choice_without_default<"a", "b">;
    using needed = jimeng::required_choice<"a", "b">;
    given_fields sent{false, {{"b", "b"}}};
    BOOST_TEST(unknown::read("absent", sent)->empty());
    BOOST_TEST(jimeng::describe(needed::read("absent", sent).why()) ==
               "absent: value is missing (limit a, b); give it: the model needs it");
    BOOST_TEST(needed::read("b", sent)->word() == "b");
    BOOST_TEST((needed::unchecked("").judge(jimeng::at_run_time{}) == rules::value_is_present));
    BOOST_TEST(facts_of<unknown>().standard.empty());
    BOOST_TEST(!facts_of<unknown>().required);
    BOOST_TEST(facts_of<needed>().standard.empty());
    BOOST_TEST(facts_of<needed>().required);
}

BOOST_AUTO_TEST_CASE(a_word_that_the_page_does_not_list_is_taken_where_it_is_asked_for)
{
    given_fields sent{false, {{"s", "mild"}}};
    sent.beyond_page = true;
    BOOST_TEST(strength::read("s", sent)->word() == "mild");
    BOOST_TEST(written(*strength::read("s", sent)) == "name=\"mild\"");
    BOOST_TEST((strength::unchecked("\xFF").judge(jimeng::at_run_time{}) == rules::text_is_utf8));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
