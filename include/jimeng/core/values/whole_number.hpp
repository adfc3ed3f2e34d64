#ifndef JIMENG_CORE_VALUES_WHOLE_NUMBER_HPP
#define JIMENG_CORE_VALUES_WHOLE_NUMBER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <std::int64_t Least, std::int64_t Most>
inline constexpr rule_words<"value lies outside " + detail::decimal<Least>() + " to " + detail::decimal<Most>(),
                            "give a whole number within">
    whole_number_within{};
inline constexpr rule_words<"value is a whole number, not a fraction", "write digits only"> number_is_whole{};

} // namespace rules

/// A whole number from `Least` to `Most`, or nothing.
/// @tparam Standard  What the service takes where nothing is said, for help texts; nothing where its page does not tell.
template <std::int64_t Least, std::int64_t Most, fixed_string Standard = "">
class whole_number {
public:
    constexpr whole_number() = default;

    template <detail::arithmetic Number>
    consteval whole_number(Number literal)
    {
        static_assert(detail::plain_number<Number>, "jimeng: this is a number, not a truth value or a character");
        static_assert(std::integral<Number>, "jimeng: this is a whole number, not a fraction");
        judge_number(static_cast<std::int64_t>(literal), at_compile_time{});
        value_ = static_cast<std::int64_t>(literal);
        is_set_ = true;
    }

    static parsed<whole_number> parse(std::int64_t value)
    {
        if (auto const broken = judge_number(value, at_run_time{}); broken != rules::none)
            return violation{broken, "value", std::to_string(value), ""};
        whole_number number;
        number.value_ = value;
        number.is_set_ = true;
        return number;
    }
    static parsed<whole_number> parse(std::floating_point auto value) // which would be cut off
    {
        return violation{rules::number_is_whole, "value", detail::number_text(static_cast<double>(value)), ""};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return !is_set_; }
    [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }
    [[nodiscard]] constexpr std::int64_t value_or(std::int64_t otherwise) const noexcept
    {
        return is_set_ ? value_ : otherwise;
    }

    void write(std::string_view name, field_sink& to) const { to.whole(name, value_); }
    static parsed<whole_number> read(std::string_view name, field_source& from)
    {
        std::int64_t value = 0;
        auto const what = from.whole(name, value);
        if (what == found::absent) return whole_number{};
        if (what != found::present) return detail::not_taken(what, name, from, limit_text());
        auto number = parse(value);
        return number ? number : violation{number.why().broken, std::string{name}, std::to_string(value), ""};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::whole;
        facts.least = static_cast<double>(Least);
        facts.most = static_cast<double>(Most);
        facts.standard = standard.view();
        to.value(facts);
    }

private:
    static constexpr auto standard = Standard;

    template <class Face>
    static constexpr rule judge_number(std::int64_t value, Face face) noexcept
    {
        return value >= Least && value <= Most ? rule{rules::none} : face(rules::whole_number_within<Least, Most>);
    }
    static std::string limit_text() { return std::to_string(Least) + " to " + std::to_string(Most); }

    std::int64_t value_ = 0;
    bool is_set_ = false;
};

/// Where chance begins: the same positive number and the same request very likely give the same result; -1 is any.
/// @par Source Pages of the models that have it: an int. That it has 32 bits is assumed.
template <fixed_string Standard = "-1">
using basic_seed = whole_number<-1, 2147483647, Standard>;

} // namespace jimeng::inline JIMENG_ABI

#endif
