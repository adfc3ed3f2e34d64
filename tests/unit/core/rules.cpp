#include <jimeng/core/rules.hpp>

#include <jimeng/core/prompt.hpp>
#include <jimeng/core/scale.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <concepts>
#include <string>

BOOST_AUTO_TEST_SUITE(test_rules)

namespace {

using jimeng::parsed;
using jimeng::rule;
namespace rules = jimeng::rules;
using jimeng::violation;

static_assert(!std::convertible_to<violation, bool>);
static_assert(std::constructible_from<bool, violation>);
static_assert(!std::convertible_to<parsed<int>, bool>);
static_assert(!std::convertible_to<rule, int>);

inline constexpr jimeng::rule_words<"it is late", "hurry"> in_time{};
inline constexpr jimeng::rule_words<"it is late", "sleep"> in_time_elsewhere{};
inline constexpr jimeng::rule_words<
    "lies outside " + jimeng::detail::decimal<-12>() + " to " + jimeng::detail::decimal<340>(), "">
    within{};

template <class Face>
constexpr rule judge(int value, Face face)
{
    return value > 3 ? face(in_time) : rules::none;
}
static_assert(judge(3, jimeng::at_compile_time{}) == rules::none);
static_assert(judge(4, jimeng::at_run_time{}) == in_time);

BOOST_AUTO_TEST_CASE(a_rule_carries_its_words_and_is_what_it_says)
{
    rule const broken = judge(4, jimeng::at_run_time{});
    BOOST_TEST(jimeng::sentence(broken) == "it is late");
    BOOST_TEST(jimeng::remedy(broken) == "hurry");
    BOOST_TEST((broken == in_time && broken == in_time_elsewhere && broken != rules::none));
    BOOST_TEST(jimeng::sentence(within) == "lies outside -12 to 340");
    BOOST_TEST(jimeng::sentence(rules::none) == "no rule is broken");
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
