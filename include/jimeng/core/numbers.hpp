#ifndef JIMENG_CORE_NUMBERS_HPP
#define JIMENG_CORE_NUMBERS_HPP

#include <jimeng/core/config.hpp>

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// `Number` is one of these.
template <class Number, class... These>
concept one_of = (std::same_as<Number, These> || ...);

template <class Number>
concept arithmetic = std::integral<Number> || std::floating_point<Number>;

/// A number that is meant as one: C++ would also take a truth value or a character for it.
template <class Number>
concept plain_number = arithmetic<Number> && !one_of<Number, bool, char, wchar_t, char8_t, char16_t, char32_t>;

/// The whole text as a number, or nothing: no blanks, no sign but a minus, no rest.
template <class Number>
std::optional<Number> read_number(std::string_view text) noexcept
{
    Number value{};
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

/// The number that a person would write for it: 0.1, not 0.10000000149011612.
inline double number_of_as_few_digits(float value) noexcept
{
    char buffer[32];
    double number = value;
    auto const [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    if (error == std::errc{}) std::from_chars(buffer, end, number);
    return number;
}

/// The shortest text that reads back as the same number.
inline std::string number_text(double value)
{
    char buffer[32];
    auto const [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return error == std::errc{} ? std::string{buffer, end} : std::string{};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
