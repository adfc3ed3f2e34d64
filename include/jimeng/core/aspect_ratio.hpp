#ifndef JIMENG_CORE_ASPECT_RATIO_HPP
#define JIMENG_CORE_ASPECT_RATIO_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Bounds of `min_ratio` and `max_ratio` while a request leaves them out.
/// @par Source Image generation 4.0, parameters min_ratio (default 1/3) and max_ratio (default 3).
inline constexpr double default_min_ratio = 1.0 / 3.0;
inline constexpr double default_max_ratio = 3.0;

namespace rules {

inline constexpr rule_words<"aspect ratio lies outside 1/16 to 16", "write for instance 0.33, 1/3 or 1:3">
    aspect_ratio_within_16{};
inline constexpr rule_words<"min ratio is above max ratio", "set both; unset they are 1/3 and 3">
    min_ratio_at_most_max_ratio{};
inline constexpr rule_words<"width over height is outside min ratio to max ratio",
                            "widen the ratios or change the sides">
    size_within_min_and_max_ratio{};

} // namespace rules

/// The rule for a ratio. Both ends count: the pages print [1/16, 16) for 4.0 and (1/16, 16] for 4.6, and sides of
/// exactly 16:1 need the end. Not verified against the service.
template <class Face>
constexpr rule judge_aspect_ratio(double value, Face face) noexcept
{
    return value >= 1.0 / 16.0 && value <= 16.0 ? rule{} : face(rules::aspect_ratio_within_16);
}
[[nodiscard]] constexpr rule broken_rule_of_aspect_ratio(double value) noexcept
{
    return judge_aspect_ratio(value, at_run_time{});
}

/// Width divided by height, or nothing.
class aspect_ratio {
public:
    constexpr aspect_ratio() = default;

    template <detail::arithmetic Number>
    consteval aspect_ratio(Number literal) : value_{static_cast<double>(literal)}
    {
        static_assert(detail::plain_number<Number>, "jimeng: a ratio is a number, not a truth value or a character");
        judge_aspect_ratio(value_, at_compile_time{});
    }

    static parsed<aspect_ratio> parse(double value)
    {
        if (broken_rule_of_aspect_ratio(value) != rules::none)
            return violation{rules::aspect_ratio_within_16, "ratio", detail::number_text(value), "1/16 to 16"};
        aspect_ratio ratio;
        ratio.value_ = value;
        return ratio;
    }

    /// Reads `0.33`, `1/3` or `1:3`.
    static parsed<aspect_ratio> from_text(std::string_view text)
    {
        auto const bar = text.find_first_of("/:");
        auto const above = detail::read_number<double>(text.substr(0, bar));
        auto const below =
            bar == std::string_view::npos ? 1.0 : detail::read_number<double>(text.substr(bar + 1)).value_or(0.0);
        if (!above || !(below > 0.0)) return violation{rules::number_is_readable, "ratio", std::string{text}, ""};
        return parse(*above / below);
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return value_ == 0.0; }
    [[nodiscard]] constexpr double value() const noexcept { return value_; }
    [[nodiscard]] constexpr double value_or(double otherwise) const noexcept { return empty() ? otherwise : value_; }

    void write(std::string_view name, field_sink& to) const { to.real(name, value_); }
    /// A person may write `1:3` too.
    static parsed<aspect_ratio> read(std::string_view name, field_source& from)
    {
        std::string_view words;
        double value = 0.0;
        bool const typed = from.typed();
        auto const what = typed ? from.text(name, words) : from.real(name, value);
        if (what == found::absent) return aspect_ratio{};
        if (what != found::present) return detail::not_taken(what, name, from, "1/16 to 16");
        auto ratio = typed ? from_text(words) : parse(value);
        if (ratio) return ratio;
        auto why = ratio.why();
        why.field = name;
        return why;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::real;
        facts.placeholder = "RATIO";
        facts.least = 1.0 / 16.0;
        facts.most = 16.0;
        to.value(facts);
    }

private:
    double value_ = 0.0;
};

/// The rule between a request's sides and its own bounds. A bound that the caller left out is no bound for the sides: the
/// encoder sends the one that they need.
template <class Face>
constexpr rule judge_bounds(image_size sides, aspect_ratio min_ratio, aspect_ratio max_ratio, Face face) noexcept
{
    bool const has_sides = sides.width > 0 && sides.height > 0;
    double const ratio = has_sides ? static_cast<double>(sides.width) / static_cast<double>(sides.height) : 1.0;
    double const low = min_ratio.value_or(ratio < default_min_ratio ? ratio : default_min_ratio);
    double const high = max_ratio.value_or(ratio > default_max_ratio ? ratio : default_max_ratio);
    if (low > high) return face(rules::min_ratio_at_most_max_ratio);
    return !has_sides || (low <= ratio && ratio <= high) ? rule{} : face(rules::size_within_min_and_max_ratio);
}
[[nodiscard]] constexpr rule broken_rule_of_bounds(image_size sides, aspect_ratio min_ratio,
                                                   aspect_ratio max_ratio) noexcept
{
    return judge_bounds(sides, min_ratio, max_ratio, at_run_time{});
}

} // namespace jimeng::inline JIMENG_ABI

#endif
