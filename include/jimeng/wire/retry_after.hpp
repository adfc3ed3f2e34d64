#ifndef JIMENG_WIRE_RETRY_AFTER_HPP
#define JIMENG_WIRE_RETRY_AFTER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_date.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Seconds of a text that is nothing but digits, however many; what is more than a year is a year.
constexpr std::optional<std::chrono::seconds> read_delay(std::string_view text) noexcept
{
    constexpr std::chrono::seconds most = std::chrono::hours{24 * 365};
    std::chrono::seconds delay{0};
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        delay = std::min(delay * 10 + std::chrono::seconds{c - '0'}, most);
    }
    return text.empty() ? std::nullopt : std::optional{delay};
}

} // namespace detail

/// How long an answer's `Retry-After` asks to wait, or nothing where there is none or none that can be understood. 0 to a
/// year: a date that is past asks for nothing.
///
/// A date counts from the answer's own `Date`, since the clocks of both sides may differ.
/// @param now  For an answer without a `Date`.
/// @par Source RFC 9110, 10.2.3: seconds or a date.
JIMENG_SELDOM [[nodiscard]] inline std::optional<std::chrono::seconds> retry_after(http_headers const& headers,
                                                                                   std::chrono::sys_seconds now)
{
    using std::chrono::seconds;
    auto const* const value = find_header(headers, "Retry-After");
    if (value == nullptr) return std::nullopt;
    if (auto const delay = detail::read_delay(*value)) return delay;
    auto const until = read_http_date(*value);
    if (!until) return std::nullopt;
    auto const* const date = find_header(headers, "Date");
    auto const sent = date == nullptr ? std::nullopt : read_http_date(*date);
    return std::clamp<seconds>(*until - sent.value_or(now), seconds{0}, std::chrono::hours{24 * 365});
}

/// What to wait where a service asks for `asked`: never less than one's own wait, and at most a minute more.
[[nodiscard]] constexpr std::chrono::nanoseconds with_retry_after(std::chrono::nanoseconds own,
                                                                  std::optional<std::chrono::seconds> asked) noexcept
{
    if (!asked) return own;
    return std::clamp<std::chrono::nanoseconds>(*asked, own, own + std::chrono::minutes{1});
}

} // namespace jimeng::inline JIMENG_ABI

#endif
