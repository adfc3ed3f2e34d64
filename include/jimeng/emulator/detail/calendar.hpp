#ifndef JIMENG_EMULATOR_DETAIL_CALENDAR_HPP
#define JIMENG_EMULATOR_DETAIL_CALENDAR_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

using time_point = std::chrono::system_clock::time_point;

struct calendar_time {
    std::chrono::year_month_day day;
    std::chrono::weekday weekday;
    std::chrono::hh_mm_ss<std::chrono::seconds> time;

    explicit calendar_time(std::chrono::sys_seconds at)
        : day{std::chrono::floor<std::chrono::days>(at)},
          weekday{std::chrono::floor<std::chrono::days>(at)},
          time{at - std::chrono::floor<std::chrono::days>(at)}
    {}
};

/// `20250617184605`: what a request id starts with, in the service's time zone, which is UTC+8.
[[nodiscard]] inline std::string local_digits(time_point now)
{
    calendar_time const at{std::chrono::floor<std::chrono::seconds>(now) + std::chrono::hours{8}};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02u%02d%02d%02d", static_cast<int>(at.day.year()),
                  static_cast<unsigned>(at.day.month()), static_cast<unsigned>(at.day.day()),
                  static_cast<int>(at.time.hours().count()), static_cast<int>(at.time.minutes().count()),
                  static_cast<int>(at.time.seconds().count()));
    return text.data();
}

/// `2025-06-17T10:46:05Z`.
[[nodiscard]] inline std::string utc_text(time_point now)
{
    calendar_time const at{std::chrono::floor<std::chrono::seconds>(now)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(at.day.year()),
                  static_cast<unsigned>(at.day.month()), static_cast<unsigned>(at.day.day()),
                  static_cast<int>(at.time.hours().count()), static_cast<int>(at.time.minutes().count()),
                  static_cast<int>(at.time.seconds().count()));
    return text.data();
}

/// The `Date` header.
[[nodiscard]] inline std::string http_date(time_point now)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    calendar_time const at{std::chrono::floor<std::chrono::seconds>(now)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", days[at.weekday.c_encoding()],
                  static_cast<unsigned>(at.day.day()), months[static_cast<unsigned>(at.day.month()) - 1],
                  static_cast<int>(at.day.year()), static_cast<int>(at.time.hours().count()),
                  static_cast<int>(at.time.minutes().count()), static_cast<int>(at.time.seconds().count()));
    return text.data();
}

[[nodiscard]] constexpr int digits_at(std::string_view text, std::size_t first, std::size_t count) noexcept
{
    int number = 0;
    for (char const c : text.substr(first, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// Reads `YYYYMMDDTHHMMSSZ`.
[[nodiscard]] inline std::optional<std::chrono::sys_seconds> read_basic_date(std::string_view text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
    int const year = digits_at(text, 0, 4), month = digits_at(text, 4, 2), day = digits_at(text, 6, 2);
    int const hour = digits_at(text, 9, 2), minute = digits_at(text, 11, 2), second = digits_at(text, 13, 2);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
