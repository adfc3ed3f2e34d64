#ifndef JIMENG_WIRE_HTTP_DATE_HPP
#define JIMENG_WIRE_HTTP_DATE_HPP

#include <jimeng/core/config.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The number that digits make, or -1 where one of them is none. At most nine of them.
constexpr int digits_of(std::string_view text) noexcept
{
    int number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// Which of the names of three letters, from 0 on; -1: none of them.
constexpr int name_among(std::string_view names, std::string_view name) noexcept
{
    for (std::size_t i = 0; i < names.size(); i += 3)
        if (names.substr(i, 3) == name) return static_cast<int>(i / 3);
    return -1;
}

} // namespace detail

/// The time that the date of an HTTP header names, or nothing: it must be the 29 characters of
/// `Sun, 06 Nov 1994 08:49:37 GMT`, a day that exists, and that day's name. Years are 0 to 9999, so that differences of
/// two such times fit.
/// @par Source RFC 9110, 5.6.7: IMF-fixdate, which senders must use.
JIMENG_SELDOM [[nodiscard]] constexpr std::optional<std::chrono::sys_seconds>
read_http_date(std::string_view text) noexcept
{
    using namespace std::chrono;
    constexpr std::string_view shape = "???, ?? ??? ???? ??:??:?? GMT";
    if (text.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i != shape.size(); ++i)
        if (shape[i] != '?' && shape[i] != text[i]) return std::nullopt;
    int const weekday = detail::name_among("SunMonTueWedThuFriSat", text.substr(0, 3));
    int const month = detail::name_among("JanFebMarAprMayJunJulAugSepOctNovDec", text.substr(8, 3)) + 1;
    int const day = detail::digits_of(text.substr(5, 2)), year = detail::digits_of(text.substr(12, 4));
    int const hour = detail::digits_of(text.substr(17, 2)), minute = detail::digits_of(text.substr(20, 2));
    int const second = detail::digits_of(text.substr(23, 2));
    if (weekday < 0 || month < 1 || day < 0 || year < 0 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    year_month_day const date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || std::chrono::weekday{sys_days{date}}.c_encoding() != static_cast<unsigned>(weekday))
        return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
