#ifndef JIMENG_COMMAND_CLOCK_OFFSET_HPP
#define JIMENG_COMMAND_CLOCK_OFFSET_HPP

#include "language.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace command {

/// Reads the `Date` of an answer: `Sun, 06 Nov 1994 08:49:37 GMT`, its weekday unread. None for any other form, for a day that
/// there is not, and for a year before 2000 or after 9999, which no working server sends.
/// @par Source RFC 9110, section 5.6.7: the one form that is sent.
[[nodiscard]] std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) noexcept;

/// A length of time in its two largest units: `20 min 3 s`, `1 d 1 h`, `9 s`. Its sign is not shown.
[[nodiscard]] std::string duration_text(std::chrono::seconds length, language spoken);

/// `2026-01-31 08:49:37 UTC`.
[[nodiscard]] std::string time_text(std::chrono::sys_seconds at);

} // namespace command

#endif
