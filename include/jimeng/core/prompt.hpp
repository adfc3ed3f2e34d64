#ifndef JIMENG_CORE_PROMPT_HPP
#define JIMENG_CORE_PROMPT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The longest prompt the pages advise, in Unicode code points.
/// @par Source Image generation 4.0, parameter table (85621/1817045): at most 800 characters, "longer may be abnormal
/// or ignored". Whether the service refuses or cuts a longer one is not documented.
inline constexpr std::size_t prompt_code_points_advised = 800;

namespace rules {

inline constexpr rule_words<"prompt is empty", "say what the picture shows"> prompt_has_text{};
inline constexpr rule_words<"prompt holds blanks and unseen characters only", "say what the picture shows">
    prompt_is_visible{};
inline constexpr rule_words<"prompt contains a nul character or lacks its end",
                            "give text, for instance a string literal">
    prompt_without_nul{};
inline constexpr rule_words<"prompt is not valid utf8", "save the text as UTF-8"> prompt_is_utf8{};
inline constexpr rule_words<"prompt is longer than 800 code points",
                            "shorten it; the limit is the page's advice, see prompt::unchecked">
    prompt_within_800_code_points{};

} // namespace rules

/// What no prompt may be, of whatever length.
template <class Face>
constexpr rule judge_prompt(std::string_view text, Face face) noexcept
{
    if (text.empty()) return face(rules::prompt_has_text);
    if (text.find('\0') != std::string_view::npos) return face(rules::prompt_without_nul);
    if (!is_utf8(text)) return face(rules::prompt_is_utf8);
    if (is_blank(text)) return face(rules::prompt_is_visible); // it would be billed like any other
    return rules::none;
}

/// The one rule for prompts; both faces ask it.
template <class Face>
constexpr rule judge_prompt_and_length(std::string_view text, Face face) noexcept
{
    if (auto const broken = judge_prompt(text, face); broken != rules::none) return broken;
    return code_points(text) > prompt_code_points_advised ? face(rules::prompt_within_800_code_points) : rules::none;
}
[[nodiscard]] constexpr rule broken_rule_of_prompt(std::string_view text) noexcept
{
    return judge_prompt_and_length(text, at_run_time{});
}

/// A checked view of a prompt: two words, no copy.
///
/// @par Object lifetimes The text must outlive the view. A request is encoded before the client's function returns, so
/// the text may die after that.
class prompt {
public:
    /// A literal is counted by the compiler.
    template <std::size_t N>
    consteval prompt(char const (&literal)[N]) : text_{literal, N - 1}
    {
        if (literal[N - 1] != '\0') at_compile_time{}(rules::prompt_without_nul);
        judge_prompt_and_length(text_, at_compile_time{});
    }

    /// The run-time door: the same rule, and the same words when it is broken.
    static parsed<prompt> parse(std::string_view text)
    {
        auto const broken = broken_rule_of_prompt(text);
        if (broken == rules::none) return prompt{text, unchecked_tag{}};
        bool const counted = broken == rules::prompt_within_800_code_points;
        return violation{broken, "prompt", counted ? "of " + std::to_string(code_points(text)) + " code points" : "",
                         counted ? std::to_string(prompt_code_points_advised) : ""};
    }
    static parsed<prompt> parse(char const* text) { return parse(std::string_view{text}); }
    static parsed<prompt> parse(std::string const&& text) = delete; // the view would dangle

    /// A visible way past the length, which is only advice. Empty, blank or malformed text is still refused, by
    /// `broken_rule(request)`, before anything is sent.
    static constexpr prompt unchecked(std::string_view text) noexcept { return prompt{text, unchecked_tag{}}; }

    static constexpr prompt unchecked(char const* text) noexcept { return unchecked(std::string_view{text}); }
    static prompt unchecked(std::string const&& text) = delete; // the view would dangle

    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

    /// It is never left to the service.
    [[nodiscard]] constexpr bool empty() const noexcept { return false; }
    template <class Face>
    [[nodiscard]] constexpr rule judge(Face face) const noexcept
    {
        return judge_prompt(text_, face);
    }
    void write(std::string_view name, field_sink& to) const { to.text(name, text_); }
    static parsed<prompt> read(std::string_view name, field_source& from)
    {
        std::string_view text;
        auto const what = from.text(name, text);
        if (what == found::absent) return violation{rules::value_is_present, std::string{name}, "", ""};
        if (what != found::present) return detail::not_taken(what, name, from, "a text");
        auto checked = from.beyond_advice() ? parsed<prompt>{unchecked(text)} : parse(text);
        if (checked) return checked;
        auto why = checked.why();
        why.field = name;
        return why;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.required = facts.is_subject = facts.visible = true;
        facts.longest = facts.longest_advised = prompt_code_points_advised;
        to.value(facts);
    }

private:
    struct unchecked_tag {};
    constexpr prompt(std::string_view text, unchecked_tag) noexcept : text_{text} {}

    std::string_view text_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
