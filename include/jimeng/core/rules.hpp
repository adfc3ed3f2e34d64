#ifndef JIMENG_CORE_RULES_HPP
#define JIMENG_CORE_RULES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/maybe.hpp>
#include <jimeng/core/detail/rejection.hpp>
#include <jimeng/core/fixed_string.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// The words of a rule as a type: what to say when it is broken, and what to do about it.
///
/// A rule stands beside the type that it speaks of, named by what holds when it is kept. The compiler prints the sentence
/// when a literal breaks it, and every message about a value found at run time carries it too.
/// @par Exemplar
///     inline constexpr rule_words<"guidance lies outside 1 to 9", "give a number such as 2.5"> guidance_within_1_to_9{};
template <fixed_string Sentence, fixed_string Remedy>
struct rule_words {
    static constexpr auto sentence = Sentence;
    static constexpr auto remedy = Remedy;
};

/// A rule as a value: any of them, or none.
class rule {
public:
    constexpr rule() = default;
    template <fixed_string Sentence, fixed_string Remedy>
    constexpr rule(rule_words<Sentence, Remedy>) noexcept
        : sentence_{rule_words<Sentence, Remedy>::sentence.view()},
          remedy_{rule_words<Sentence, Remedy>::remedy.view()}
    {}

    [[nodiscard]] constexpr std::string_view sentence() const noexcept { return sentence_; }
    [[nodiscard]] constexpr std::string_view remedy() const noexcept { return remedy_; }

    /// Rules that say the same are the same, also across shared libraries.
    friend constexpr bool operator==(rule const& left, rule const& right) noexcept
    {
        return left.sentence_ == right.sentence_;
    }

private:
    std::string_view sentence_ = "no rule is broken";
    std::string_view remedy_;
};

namespace rules {

inline constexpr rule none{};
inline constexpr rule_words<"text is not valid utf8", "save the text as UTF-8"> text_is_utf8{};
inline constexpr rule_words<"value is not a finite number", "JSON knows no infinity and no NaN"> number_is_finite{};
inline constexpr rule_words<"value is not a number", "write digits, with a point for decimals"> number_is_readable{};
inline constexpr rule_words<"value is not one of the choices", "take one of the listed words"> choice_is_known{};
inline constexpr rule_words<"value is of another type", "see the model's description"> type_is_right{};
inline constexpr rule_words<"value is missing", "give it: the model needs it"> value_is_present{};

} // namespace rules

/// The words of a broken rule, the same at compile time and at run time.
[[nodiscard]] constexpr std::string_view sentence(rule const& r) noexcept
{
    return r.sentence();
}

/// What to do about it.
[[nodiscard]] constexpr std::string_view remedy(rule const& r) noexcept
{
    return r.remedy();
}

/// The two faces of a judge, which is a function that calls `face(rules::…)` where a rule is broken.
struct at_run_time {
    template <fixed_string Sentence, fixed_string Remedy>
    constexpr rule operator()(rule_words<Sentence, Remedy> broken) const noexcept
    {
        return broken;
    }
};
/// Ends the compilation with the sentence.
struct at_compile_time {
    template <fixed_string Sentence, fixed_string Remedy>
    constexpr rule operator()(rule_words<Sentence, Remedy> broken) const noexcept
    {
        detail::say<"jimeng: " + Sentence>();
        return broken;
    }
};

/// A broken rule with the value that broke it.
struct violation {
    rule broken{};
    std::string field{}; ///< As the wire names it.
    std::string value{}; ///< As given; it may be the user's text, so escape it before showing.
    std::string limit{}; ///< Empty where the sentence says it all.

    explicit operator bool() const noexcept { return broken != rules::none; }
};

/// One line: field, value, sentence, limit, and a remedy in the caller's words.
[[nodiscard]] inline std::string describe(violation const& v, std::string_view remedy)
{
    std::string line = v.field;
    if (!v.value.empty()) (line += ' ') += v.value;
    (line += ": ") += sentence(v.broken);
    if (!v.limit.empty()) ((line += " (limit ") += v.limit) += ')';
    if (!remedy.empty()) (line += "; ") += remedy;
    return line;
}

/// One line: field, value, sentence, limit, remedy.
[[nodiscard]] inline std::string describe(violation const& v)
{
    return describe(v, remedy(v.broken));
}

/// A value that was checked at run time, or the rule it broke.
template <class T>
class [[nodiscard]] parsed {
public:
    parsed(T value) : value_{std::move(value)} {}
    parsed(violation why) : why_{std::move(why)} {}

    [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    /// @pre `has_value()`.
    T const& operator*() const noexcept { return *value_; }
    T const* operator->() const noexcept { return &*value_; }
    /// Why there is no value; `rules::none` where there is one.
    [[nodiscard]] violation const& why() const noexcept { return why_; }

private:
    detail::maybe<T> value_;
    violation why_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
