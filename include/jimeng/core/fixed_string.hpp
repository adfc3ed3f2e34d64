#ifndef JIMENG_CORE_FIXED_STRING_HPP
#define JIMENG_CORE_FIXED_STRING_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// A short text as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};

    constexpr fixed_string() = default;
    consteval fixed_string(char const (&literal)[N])
    {
        for (std::size_t i = 0; i != N; ++i)
            text[i] = literal[i];
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

template <std::size_t N, std::size_t M>
[[nodiscard]] consteval fixed_string<N + M - 1> operator+(fixed_string<N> const& left, fixed_string<M> const& right)
{
    fixed_string<N + M - 1> both;
    for (std::size_t i = 0; i != N - 1; ++i)
        both.text[i] = left.text[i];
    for (std::size_t i = 0; i != M; ++i)
        both.text[N - 1 + i] = right.text[i];
    return both;
}
template <std::size_t N, std::size_t M>
[[nodiscard]] consteval auto operator+(fixed_string<N> const& left, char const (&right)[M])
{
    return left + fixed_string<M>{right};
}
template <std::size_t N, std::size_t M>
[[nodiscard]] consteval auto operator+(char const (&left)[N], fixed_string<M> const& right)
{
    return fixed_string<N>{left} + right;
}

namespace detail {

consteval std::size_t decimal_size(std::int64_t number)
{
    std::size_t size = number < 0 ? 2 : 1;
    while ((number /= 10) != 0)
        ++size;
    return size;
}

/// A number as such a text.
template <std::int64_t Number>
consteval fixed_string<decimal_size(Number) + 1> decimal()
{
    fixed_string<decimal_size(Number) + 1> text;
    auto rest = Number;
    std::size_t i = decimal_size(Number);
    do
        text.text[--i] = static_cast<char>('0' + (rest < 0 ? -(rest % 10) : rest % 10));
    while ((rest /= 10) != 0);
    if (Number < 0) text.text[0] = '-';
    return text;
}

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#endif
