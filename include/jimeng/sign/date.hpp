#ifndef JIMENG_SIGN_DATE_HPP
#define JIMENG_SIGN_DATE_HPP

#include <jimeng/core/config.hpp>

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

} // namespace detail

/// The `X-Date` of a signature: UTC, whole seconds, `YYYYMMDDTHHMMSSZ`.
///
/// Independent of locale and time zone. A time outside the years 0 to 9999 is taken for the nearer end of that span.
/// @par Source Common parameters, `X-Date` (6369/67268).
[[nodiscard]] JIMENG_DECL std::string basic_date(std::chrono::sys_seconds time);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/date.ipp>
#endif

#endif
