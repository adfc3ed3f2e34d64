#ifndef JIMENG_CORE_SCALE_HPP
#define JIMENG_CORE_SCALE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"scale lies outside 0 to 1", "give a fraction such as 0.5"> scale_within_0_to_1{};
inline constexpr rule_words<"scale has more than two decimals", "round it to two decimals"> scale_has_two_decimals{};
inline constexpr rule_words<"scale lies outside 1 to 100", "give a whole number such as 50"> scale_within_1_to_100{};
inline constexpr rule_words<"this model's scale is an integer from 1 to 100, not a fraction",
                            "give a whole number such as 50">
    scale_is_whole{};

} // namespace rules

/// The rule for 4.0's scale. Binary fractions carry noise (0.1 + 0.2), so a ten-millionth is forgiven.
template <class Face>
constexpr rule judge_scale_fraction(double value, Face face) noexcept
{
    if (!(value >= 0.0 && value <= 1.0)) return face(rules::scale_within_0_to_1);
    double const hundredths = value * 100.0;
    double const nearest = static_cast<double>(static_cast<int>(hundredths + 0.5));
    double const off = hundredths > nearest ? hundredths - nearest : nearest - hundredths;
    return off < 1e-5 ? rule{} : face(rules::scale_has_two_decimals);
}
[[nodiscard]] constexpr rule broken_rule_of_scale_fraction(double value) noexcept
{
    return judge_scale_fraction(value, at_run_time{});
}

/// Weight of the text against the input images: a fraction from 0 to 1 with two decimals, or nothing.
/// @par Source Image generation 4.0, parameter scale: float, default 0.5.
class scale_fraction {
public:
    constexpr scale_fraction() = default;

    template <detail::arithmetic Number>
    consteval scale_fraction(Number literal)
    {
        static_assert(detail::plain_number<Number>, "jimeng: scale is a number, not a truth value or a character");
        auto const value = static_cast<double>(literal);
        judge_scale_fraction(value, at_compile_time{});
        hundredths_ = static_cast<int>(value * 100.0 + 0.5);
    }

    static parsed<scale_fraction> parse(double value)
    {
        auto const broken = broken_rule_of_scale_fraction(value);
        if (broken != rules::none) return violation{broken, "scale", detail::number_text(value), "0 to 1"};
        scale_fraction scale;
        scale.hundredths_ = static_cast<int>(value * 100.0 + 0.5);
        return scale;
    }
    static parsed<scale_fraction> from_text(std::string_view text)
    {
        if (auto const value = detail::read_number<double>(text)) return parse(*value);
        return violation{rules::number_is_readable, "scale", std::string{text}, "0 to 1"};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return hundredths_ < 0; }
    [[nodiscard]] constexpr double value() const noexcept { return hundredths_ / 100.0; }

    void write(std::string_view name, field_sink& to) const { to.real(name, value()); }
    static parsed<scale_fraction> read(std::string_view name, field_source& from)
    {
        double value = 0.0;
        auto const what = from.real(name, value);
        if (what == found::absent) return scale_fraction{};
        return what == found::present ? parse(value)
                                      : parsed<scale_fraction>{detail::not_taken(what, name, from, "0 to 1")};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::real;
        facts.least = 0.0;
        facts.most = 1.0;
        facts.standard = "0.5";
        to.value(facts);
    }

private:
    int hundredths_ = -1;
};

/// The rule for 4.6's scale.
template <class Face>
constexpr rule judge_scale_percent(long long value, Face face) noexcept
{
    return value >= 1 && value <= 100 ? rule{} : face(rules::scale_within_1_to_100);
}
[[nodiscard]] constexpr rule broken_rule_of_scale_percent(long long value) noexcept
{
    return judge_scale_percent(value, at_run_time{});
}

/// The same weight as a whole number from 1 to 100, or nothing. A fraction is refused, so the two cannot be mixed up.
/// @par Source Image generation 4.6 (85621/2275082), parameter scale: int, default 50, [1, 100].
class scale_percent {
public:
    constexpr scale_percent() = default;

    template <std::integral Number>
    consteval scale_percent(Number literal) : percent_{static_cast<int>(literal)}
    {
        static_assert(detail::plain_number<Number>, "jimeng: scale is a number, not a truth value or a character");
        judge_scale_percent(static_cast<long long>(literal), at_compile_time{});
    }
    template <std::floating_point Number>
    consteval scale_percent(Number)
    {
        static_assert(sizeof(Number) == 0, "jimeng: this model's scale is an integer from 1 to 100, not a fraction");
    }

    template <std::floating_point Number>
    static parsed<scale_percent> parse(Number value)
    {
        return violation{rules::scale_is_whole, "scale", detail::number_text(static_cast<double>(value)), "1 to 100"};
    }
    static parsed<scale_percent> parse(long long value)
    {
        auto const broken = broken_rule_of_scale_percent(value);
        if (broken != rules::none) return violation{broken, "scale", std::to_string(value), "1 to 100"};
        scale_percent scale;
        scale.percent_ = static_cast<int>(value);
        return scale;
    }
    static parsed<scale_percent> from_text(std::string_view text)
    {
        if (auto const value = detail::read_number<long long>(text)) return parse(*value);
        bool const fraction = detail::read_number<double>(text).has_value();
        return violation{fraction ? rule{rules::scale_is_whole} : rule{rules::number_is_readable}, "scale",
                         std::string{text}, "1 to 100"};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return percent_ == 0; }
    [[nodiscard]] constexpr int value() const noexcept { return percent_; }

    void write(std::string_view name, field_sink& to) const { to.whole(name, percent_); }
    static parsed<scale_percent> read(std::string_view name, field_source& from)
    {
        std::string_view words;
        if (from.typed()) {
            auto const typed = from.text(name, words);
            if (typed == found::absent) return scale_percent{};
            return typed == found::present ? from_text(words)
                                           : parsed<scale_percent>{detail::not_taken(typed, name, from, "1 to 100")};
        }
        std::int64_t value = 0;
        auto const what = from.whole(name, value);
        if (what == found::absent) return scale_percent{};
        return what == found::present ? parse(static_cast<long long>(value))
                                      : parsed<scale_percent>{detail::not_taken(what, name, from, "1 to 100")};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::whole;
        facts.least = 1.0;
        facts.most = 100.0;
        facts.standard = "50";
        to.value(facts);
    }

private:
    int percent_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
