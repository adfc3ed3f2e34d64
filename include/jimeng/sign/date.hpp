#ifndef JIMENG_SIGN_DATE_HPP
#define JIMENG_SIGN_DATE_HPP

#include <algorithm>
#include <chrono>
#include <string>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The nearest time that a date of four digits for the year can name.
constexpr std::chrono::sys_seconds within_calendar(std::chrono::sys_seconds time) noexcept
{
    using namespace std::chrono;
    constexpr sys_seconds first = sys_days{year{0} / January / 1};
    constexpr sys_seconds last = sys_days{year{10000} / January / 1} - seconds{1};
    return std::clamp(time, first, last);
}

/// `00` to `99`.
constexpr void write_two_digits(char* to, unsigned number) noexcept
{
    to[0] = static_cast<char>('0' + number / 10);
    to[1] = static_cast<char>('0' + number % 10);
}

/// `HHMMSS` of a time of the day.
constexpr void write_clock(char* to, std::chrono::seconds since_midnight) noexcept
{
    auto const second = static_cast<unsigned>(since_midnight.count());
    write_two_digits(to, second / 3600);
    write_two_digits(to + 2, second / 60 % 60);
    write_two_digits(to + 4, second % 60);
}

} // namespace detail

/// The `X-Date` of a signature: UTC, whole seconds, `YYYYMMDDTHHMMSSZ`.
///
/// Independent of locale and time zone. A time outside the years 0 to 9999 is taken for the nearer end of that span.
/// @par Source Common parameters, `X-Date` (6369/67268).
[[nodiscard]] inline std::string basic_date(std::chrono::sys_seconds time)
{
    using namespace std::chrono;
    auto const midnight = floor<days>(detail::within_calendar(time));
    year_month_day const day{midnight};
    auto const year = static_cast<unsigned>(int{day.year()});
    std::string text = "yyyymmddT000000Z";
    detail::write_two_digits(&text[0], year / 100);
    detail::write_two_digits(&text[2], year % 100);
    detail::write_two_digits(&text[4], unsigned{day.month()});
    detail::write_two_digits(&text[6], unsigned{day.day()});
    detail::write_clock(&text[9], detail::within_calendar(time) - midnight);
    return text;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
