#include <jimeng/core/prompt.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <concepts>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_prompt)

namespace {

using jimeng::prompt;
using jimeng::rule;
namespace rules = jimeng::rules;

template <class Text>
concept parses = requires(Text&& text)
{
    prompt::parse(static_cast<Text&&>(text));
};

static_assert(parses<std::string&>);
static_assert(parses<std::string const&>);
static_assert(parses<std::string_view>);
static_assert(!parses<std::string const>, "a function may return one");
static_assert(!parses<std::string>, "a view of a temporary would dangle");
static_assert(!std::convertible_to<std::string, prompt>);
static_assert(!std::convertible_to<std::string_view, prompt>);
static_assert(!std::convertible_to<char const*, prompt>);
static_assert(std::convertible_to<char const (&)[6], prompt>);
static_assert(!std::default_initializable<prompt>, "a request must name its prompt");

static_assert(prompt{"a cat"}.text() == "a cat");
static_assert(prompt{"一只猫 🐈"}.text() == "一只猫 🐈");
static_assert(prompt::unchecked("").text().empty());
static_assert(jimeng::prompt_code_points_advised == 800);

std::string repeated(std::string_view text, int times)
{
    std::string all;
    for (int i = 0; i != times; ++i)
        all += text;
    return all;
}

BOOST_AUTO_TEST_CASE(code_points_are_counted_and_not_bytes)
{
    // One, two, three and four bytes each.
    for (std::string_view const one : {"a", "é", "猫", "🐈"}) {
        auto const longest = repeated(one, 800);
        auto const too_long = repeated(one, 801);
        BOOST_TEST_CONTEXT(one)
        {
            auto const kept = prompt::parse(longest);
            BOOST_REQUIRE(kept.has_value());
            BOOST_TEST((kept->text() == longest));
            BOOST_TEST(prompt::parse(too_long).why().broken == rules::prompt_within_800_code_points);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_family_of_joined_emoji_counts_its_code_points)
{
    // Man, joiner, woman, joiner, girl: one picture on the screen, five code points.
    auto const family = std::string{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"};
    BOOST_TEST(jimeng::broken_rule_of_prompt(repeated(family, 160)) == rules::none);
    BOOST_TEST(jimeng::broken_rule_of_prompt(repeated(family, 160) + "a") == rules::prompt_within_800_code_points);
}

BOOST_AUTO_TEST_CASE(a_long_prompt_is_named_with_its_length_and_never_its_text)
{
    auto const too_long = repeated("猫", 812);
    BOOST_TEST(jimeng::describe(prompt::parse(too_long).why()) ==
               "prompt of 812 code points: prompt is longer than 800 code points (limit 800); "
               "shorten it; the limit is the page's advice, see prompt::unchecked");
}

BOOST_AUTO_TEST_CASE(an_empty_prompt_is_refused)
{
    BOOST_TEST(prompt::parse(std::string_view{""}).why().broken == rules::prompt_has_text);
    BOOST_TEST(prompt::parse(std::string_view{}).why().broken == rules::prompt_has_text);
}

BOOST_AUTO_TEST_CASE(a_prompt_that_nobody_sees_is_refused)
{
    for (std::string_view const blank : {" ",
                                         "   ",
                                         "\t\r\n",
                                         "\x0b\x0c",
                                         "\u0085",
                                         "\u00a0",
                                         "\u1680",
                                         "\u2000\u2005\u200a",
                                         "\u2028\u2029",
                                         "\u202f",
                                         "\u205f",
                                         "\u3000",
                                         " \u3000 ",
                                         "\u200b",
                                         "\u200c\u200d",
                                         "\u2060",
                                         "\ufeff",
                                         "\u00ad",
                                         "\u3164",
                                         "\u2800",
                                         "\ufe0f",
                                         "\u202e",
                                         "\U000e0041",
                                         "\x1b\x7f"})
        BOOST_TEST(prompt::parse(blank).why().broken == rules::prompt_is_visible, jimeng::code_points(blank));
    BOOST_TEST(jimeng::describe(prompt::parse(" ").why()) ==
               "prompt: prompt holds blanks and unseen characters only; say what the picture shows");
    for (std::string_view const seen : {".", " a ", "\u3000\u732b", "\U0001f408\ufe0f", "\u200b-"})
        BOOST_TEST(prompt::parse(seen).has_value(), seen);
}

BOOST_AUTO_TEST_CASE(malformed_utf8_is_refused_whatever_its_length)
{
    for (std::string_view const bad : {"\xff", "caf\xe9", "\xe7\x8c", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80"})
        BOOST_TEST(prompt::parse(bad).why().broken == rules::prompt_is_utf8);
    auto const long_and_bad = repeated("a", 2000) + '\xff';
    BOOST_TEST(prompt::parse(long_and_bad).why().broken == rules::prompt_is_utf8);
}

BOOST_AUTO_TEST_CASE(unchecked_lets_a_longer_prompt_through)
{
    auto const long_text = repeated("a", 5000);
    BOOST_TEST((prompt::unchecked(long_text).text() == long_text));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
