#include <jimeng/core/rules.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <concepts>
#include <set>
#include <string>

namespace {

using jimeng::parsed;
using jimeng::rule;
using jimeng::violation;

static_assert(!std::convertible_to<violation, bool>);
static_assert(std::constructible_from<bool, violation>);
static_assert(!std::convertible_to<parsed<int>, bool>);
static_assert(!std::convertible_to<rule, int>);

BOOST_AUTO_TEST_SUITE(test_rules)

BOOST_AUTO_TEST_CASE(every_rule_has_a_sentence_and_a_remedy_of_its_own)
{
    std::set<std::string_view> sentences{jimeng::sentence(rules::none)};
    for (int i = 1; i <= static_cast<int>(rules::choice_is_known); ++i) {
        auto const r = static_cast<rule>(i);
        BOOST_TEST_CONTEXT(i << ' ' << jimeng::sentence(r))
        {
            BOOST_TEST(!jimeng::sentence(r).empty());
            BOOST_TEST(!jimeng::remedy(r).empty());
            BOOST_TEST(sentences.insert(jimeng::sentence(r)).second);
        }
    }
    BOOST_TEST(sentences.count("unknown rule") == 0U);
}

BOOST_AUTO_TEST_CASE(the_last_rule_is_the_last)
{
    auto const after = static_cast<rule>(static_cast<int>(rules::choice_is_known) + 1);
    BOOST_TEST(jimeng::sentence(after) == "unknown rule");
}

BOOST_AUTO_TEST_CASE(sentences_fit_a_line_and_carry_no_punctuation_at_the_end)
{
    for (int i = 1; i <= static_cast<int>(rules::choice_is_known); ++i) {
        auto const words = jimeng::sentence(static_cast<rule>(i));
        BOOST_TEST(words.find('\n') == std::string_view::npos);
        BOOST_TEST((words.back() != '.' && words.back() != ' '));
    }
}

BOOST_AUTO_TEST_CASE(a_violation_is_described_on_one_line)
{
    violation const full{rules::scale_within_0_to_1, "scale", "1.5", "0 to 1"};
    BOOST_TEST(jimeng::describe(full) ==
               "scale 1.5: scale lies outside 0 to 1 (limit 0 to 1); give a fraction such as 0.5");
    violation const bare{rules::prompt_has_text, "prompt", "", ""};
    BOOST_TEST(jimeng::describe(bare) == "prompt: prompt is empty; say what the picture shows");
}

BOOST_AUTO_TEST_CASE(no_broken_rule_is_no_violation)
{
    BOOST_TEST(!violation{});
    BOOST_TEST(static_cast<bool>(violation{rules::prompt_has_text, {}, {}, {}}));
}

BOOST_AUTO_TEST_CASE(parsed_holds_a_value_or_the_reason)
{
    parsed<std::string> const kept{std::string{"text"}};
    BOOST_TEST(kept.has_value());
    BOOST_TEST(static_cast<bool>(kept));
    BOOST_TEST(*kept == "text");
    BOOST_TEST(kept->size() == 4U);
    BOOST_TEST(kept.why().broken == rules::none);

    parsed<std::string> const refused{violation{rules::choice_is_known, "lang", "tlh", "en, zh"}};
    BOOST_TEST(!refused.has_value());
    BOOST_TEST(!static_cast<bool>(refused));
    BOOST_TEST(refused.why().field == "lang");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
