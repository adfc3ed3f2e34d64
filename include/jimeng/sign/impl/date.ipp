#ifndef JIMENG_SIGN_IMPL_DATE_IPP
#define JIMENG_SIGN_IMPL_DATE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/date.hpp>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Appends a number with leading zeros.
inline void append_digits(std::string& text, long long number, int width)
{
    auto const end = text.size();
    for (int i = 0; i != width; ++i, number /= 10)
        text.insert(end, 1, static_cast<char>('0' + number % 10));
}

} // namespace detail

JIMENG_DECL std::string basic_date(std::chrono::sys_seconds time)
{
    using namespace std::chrono;
    auto const clamped = detail::within_calendar(time);
    auto const midnight = floor<days>(clamped);
    year_month_day const day{midnight};
    hh_mm_ss<seconds> const clock{clamped - midnight};

    std::string text;
    detail::append_digits(text, int{day.year()}, 4);
    detail::append_digits(text, unsigned{day.month()}, 2);
    detail::append_digits(text, unsigned{day.day()}, 2);
    text += 'T';
    detail::append_digits(text, clock.hours().count(), 2);
    detail::append_digits(text, clock.minutes().count(), 2);
    detail::append_digits(text, clock.seconds().count(), 2);
    return text += 'Z';
}

} // namespace jimeng::inline JIMENG_ABI

#endif
