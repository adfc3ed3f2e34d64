#ifndef JIMENG_CORE_VALUES_TEXT_HPP
#define JIMENG_CORE_VALUES_TEXT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"text is empty", "say what is wanted"> text_is_there{};
inline constexpr rule_words<"text holds blanks and unseen characters only", "say what is wanted"> text_is_visible{};
inline constexpr rule_words<"text contains a nul character or lacks its end",
                            "give text, for instance a string literal">
    text_without_nul{};
template <std::size_t Longest>
inline constexpr rule_words<
    "text is longer than " + detail::decimal<static_cast<std::int64_t>(Longest)>() + " code points", "shorten it">
    text_within{};

} // namespace rules

/// How long a text may be, in Unicode code points.
struct text_limits {
    std::size_t advised = 0; ///< By the page; longer is sent all the same. 0: not said.
    std::size_t longest = 0;
    bool required = false;
    bool is_subject = true; ///< Whether it says what is wanted, as a prompt does.
};

/// A checked view of a text, which may be left out unless the model needs it: two words, no copy.
/// @par Object lifetimes The text must outlive the view; a request is encoded before the client's function returns.
template <text_limits Limits>
class text_value {
public:
    static constexpr text_limits limits = Limits;

    /// Left out.
    constexpr text_value() requires(!Limits.required) = default;

    /// A literal is counted by the compiler.
    template <std::size_t N>
    consteval text_value(char const (&literal)[N]) : text_{literal, N - 1}
    {
        if (literal[N - 1] != '\0') at_compile_time{}(rules::text_without_nul);
        judge_whole(text_, at_compile_time{});
    }

    static parsed<text_value> parse(std::string_view given)
    {
        auto const broken = judge_whole(given, at_run_time{});
        if (broken == rules::none) return text_value{given, unchecked_tag{}};
        bool const counted = broken == rules::text_within<Limits.longest>;
        return violation{broken, "text", counted ? "of " + std::to_string(code_points(given)) + " code points" : "",
                         counted ? std::to_string(Limits.longest) : ""};
    }
    static parsed<text_value> parse(char const* given) { return parse(std::string_view{given}); }
    static parsed<text_value> parse(std::string const&& given) = delete; // the view would dangle

    /// A visible way past the length. Malformed text is refused later, before anything is sent.
    static constexpr text_value unchecked(std::string_view given) noexcept
    {
        return text_value{given, unchecked_tag{}};
    }
    static constexpr text_value unchecked(char const* given) noexcept { return unchecked(std::string_view{given}); }
    static text_value unchecked(std::string const&& given) = delete; // the view would dangle

    [[nodiscard]] constexpr std::string_view view() const noexcept { return text_; }

    [[nodiscard]] constexpr bool empty() const noexcept { return text_.empty(); }
    template <class Face>
    [[nodiscard]] constexpr rule judge(Face face) const noexcept
    {
        if (text_.empty()) return Limits.required ? face(rules::text_is_there) : rules::none;
        return judge_characters(text_, face);
    }
    void write(std::string_view name, field_sink& to) const { to.text(name, text_); }
    static parsed<text_value> read(std::string_view name, field_source& from)
    {
        std::string_view given;
        auto const what = from.text(name, given);
        if (what == found::absent && !Limits.required) return unchecked(std::string_view{});
        if (what == found::absent) return violation{rules::value_is_present, std::string{name}, "", ""};
        if (what != found::present) return detail::not_taken(what, name, from, "a text");
        bool const any_length = from.beyond_advice() && Limits.is_subject; // an id has no advice
        auto checked = any_length ? parsed<text_value>{unchecked(given)} : parse(given);
        if (checked) return checked;
        auto why = checked.why();
        why.field = name;
        return why;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.required = Limits.required;
        facts.is_subject = Limits.is_subject;
        facts.longest_advised = Limits.advised;
        facts.longest = Limits.longest;
        facts.visible = true;
        to.value(facts);
    }

private:
    struct unchecked_tag {};
    constexpr text_value(std::string_view given, unchecked_tag) noexcept : text_{given} {}

    template <class Face>
    static constexpr rule judge_characters(std::string_view given, Face face) noexcept
    {
        if (given.find('\0') != std::string_view::npos) return face(rules::text_without_nul);
        if (!is_utf8(given)) return face(rules::text_is_utf8);
        return is_blank(given) ? face(rules::text_is_visible) : rules::none; // it would be billed like any other
    }
    template <class Face>
    static constexpr rule judge_whole(std::string_view given, Face face) noexcept
    {
        if (given.empty()) return face(rules::text_is_there);
        if (auto const broken = judge_characters(given, face); broken != rules::none) return broken;
        bool const fits = Limits.longest == 0 || code_points(given) <= Limits.longest;
        return fits ? rules::none : face(rules::text_within<Limits.longest>);
    }

    std::string_view text_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
