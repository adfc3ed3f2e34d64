#include <jimeng/core/values/choice.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using strength = jimeng::choice<"medium", "weak", "strong">;
namespace rules = jimeng::rules;

static_assert(strength{}.empty() && strength{}.word().empty() && strength{"strong"}.word() == "strong");

BOOST_AUTO_TEST_SUITE(test_choice)

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

BOOST_AUTO_TEST_SUITE_END()

} // namespace
