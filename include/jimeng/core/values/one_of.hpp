#ifndef JIMENG_CORE_VALUES_ONE_OF_HPP
#define JIMENG_CORE_VALUES_ONE_OF_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"value is not one of the numbers that this model knows", "take one of them">
    number_is_known{};

} // namespace rules

/// One of some whole numbers, or nothing. The first is what the service takes where nothing is said.
template <std::int64_t... Numbers>
class one_of {
public:
    static constexpr std::array<std::int64_t, sizeof...(Numbers)> numbers{Numbers...};

    constexpr one_of() = default;

    template <std::integral Number>
    consteval one_of(Number literal) : value_{static_cast<std::int64_t>(literal)},
                                       is_set_{true}
    {
        static_assert(detail::plain_number<Number>, "jimeng: this is a number, not a truth value or a character");
        if (!is_known(value_)) at_compile_time{}(rules::number_is_known);
    }

    static parsed<one_of> parse(std::int64_t value)
    {
        if (!is_known(value)) return violation{rules::number_is_known, "value", std::to_string(value), all_numbers()};
        return unchecked(value);
    }

    /// A visible way past the list, which is what the page documents: the service may refuse the number, or take it.
    static constexpr one_of unchecked(std::int64_t value) noexcept
    {
        one_of chosen;
        chosen.value_ = value;
        chosen.is_set_ = true;
        return chosen;
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return !is_set_; }
    [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }
    [[nodiscard]] constexpr std::int64_t value_or(std::int64_t otherwise) const noexcept
    {
        return is_set_ ? value_ : otherwise;
    }

    void write(std::string_view name, field_sink& to) const { to.whole(name, value_); }
    static parsed<one_of> read(std::string_view name, field_source& from)
    {
        std::int64_t value = 0;
        auto const what = from.whole(name, value);
        if (what == found::absent) return one_of{};
        if (what != found::present) return detail::not_taken(what, name, from, all_numbers());
        if (from.undocumented()) return unchecked(value);
        auto chosen = parse(value);
        return chosen ? chosen
                      : violation{rules::number_is_known, std::string{name}, std::to_string(value), all_numbers()};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::whole;
        facts.choices = texts;
        facts.standard = texts.front();
        to.value(facts);
    }

private:
    template <std::int64_t Number>
    static constexpr auto text_of = detail::decimal<Number>();
    static constexpr std::array<std::string_view, sizeof...(Numbers)> texts{text_of<Numbers>.view()...};

    static constexpr bool is_known(std::int64_t value) noexcept { return ((value == Numbers) || ...); }
    static std::string all_numbers()
    {
        std::string all;
        for (auto const text : texts)
            (all += all.empty() ? "" : ", ") += text;
        return all;
    }

    std::int64_t value_ = 0;
    bool is_set_ = false;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
