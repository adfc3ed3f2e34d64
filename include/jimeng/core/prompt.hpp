#ifndef JIMENG_CORE_PROMPT_HPP
#define JIMENG_CORE_PROMPT_HPP

#include <jimeng/core/rules.hpp>
#include <jimeng/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng {

/// The longest prompt the pages advise, in Unicode code points.
/// @par Source Image generation 4.0, parameter table (85621/1817045): at most 800 characters, "longer may be abnormal
/// or ignored". Whether the service refuses or cuts a longer one is not documented.
inline constexpr std::size_t prompt_code_points_advised = 800;

/// The one rule for prompts; both faces ask it.
[[nodiscard]] constexpr rule broken_rule_of_prompt(std::string_view text) noexcept
{
    if (text.empty()) return rule::prompt_has_text;
    if (text.find('\0') != std::string_view::npos) return rule::prompt_without_nul;
    if (!is_utf8(text)) return rule::prompt_is_utf8;
    if (is_blank(text)) return rule::prompt_is_visible; // it would be billed like any other
    if (code_points(text) > prompt_code_points_advised) return rule::prompt_within_800_code_points;
    return rule::none;
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
        if (literal[N - 1] != '\0') rejected::prompt_contains_a_nul_character_or_lacks_its_end();
        detail::reject(broken_rule_of_prompt(text_));
    }

    /// The run-time door: the same rule, and the same words when it is broken.
    static parsed<prompt> parse(std::string_view text)
    {
        auto const broken = broken_rule_of_prompt(text);
        if (broken == rule::none) return prompt{text, unchecked_tag{}};
        bool const counted = broken == rule::prompt_within_800_code_points;
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

private:
    struct unchecked_tag {};
    constexpr prompt(std::string_view text, unchecked_tag) noexcept : text_{text} {}

    std::string_view text_;
};

} // namespace jimeng

#endif
