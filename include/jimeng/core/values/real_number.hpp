#ifndef JIMENG_CORE_VALUES_REAL_NUMBER_HPP
#define JIMENG_CORE_VALUES_REAL_NUMBER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <std::int64_t Least, std::int64_t Most>
inline constexpr rule_words<"value lies outside " + detail::decimal<Least>() + " to " + detail::decimal<Most>(),
                            "give a number within">
    real_number_within{};

} // namespace rules

/// A number from `Least` to `Most`, or nothing.
/// @tparam Standard  What the service takes where nothing is said, for help texts.
template <std::int64_t Least, std::int64_t Most, fixed_string Standard = "">
class real_number {
public:
    constexpr real_number() = default;

    template <detail::arithmetic Number>
    consteval real_number(Number literal) : value_{static_cast<double>(literal)},
                                            is_set_{true}
    {
        static_assert(detail::plain_number<Number>, "jimeng: this is a number, not a truth value or a character");
        judge_number(value_, at_compile_time{});
    }

    static parsed<real_number> parse(double value)
    {
        if (auto const broken = judge_number(value, at_run_time{}); broken != rules::none)
            return violation{broken, "value", detail::number_text(value), ""};
        real_number number;
        number.value_ = value;
        number.is_set_ = true;
        return number;
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return !is_set_; }
    [[nodiscard]] constexpr double value() const noexcept { return value_; }

    void write(std::string_view name, field_sink& to) const { to.real(name, value_); }
    static parsed<real_number> read(std::string_view name, field_source& from)
    {
        double value = 0.0;
        auto const what = from.real(name, value);
        if (what == found::absent) return real_number{};
        if (what != found::present) return detail::not_taken(what, name, from, limit_text());
        auto number = parse(value);
        return number ? number : violation{number.why().broken, std::string{name}, detail::number_text(value), ""};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::real;
        if (Least != no_limit) facts.least = static_cast<double>(Least);
        if (Most != -no_limit) facts.most = static_cast<double>(Most);
        facts.standard = standard.view();
        to.value(facts);
    }

private:
    static constexpr auto standard = Standard;
    static constexpr std::int64_t no_limit = -9007199254740992;

    template <class Face>
    static constexpr rule judge_number(double value, Face face) noexcept
    {
        bool const within = value >= static_cast<double>(Least) && value <= static_cast<double>(Most);
        return within ? rule{rules::none} : face(rules::real_number_within<Least, Most>);
    }
    static std::string limit_text() { return std::to_string(Least) + " to " + std::to_string(Most); }

    double value_ = 0.0;
    bool is_set_ = false;
};

/// A number, or nothing, where the page gives no range.
template <fixed_string Standard = "">
using any_real = real_number<-9007199254740992, 9007199254740992, Standard>;

} // namespace jimeng::inline JIMENG_ABI

#endif
