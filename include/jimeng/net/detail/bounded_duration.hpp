#ifndef JIMENG_NET_DETAIL_BOUNDED_DURATION_HPP
#define JIMENG_NET_DETAIL_BOUNDED_DURATION_HPP

#include <jimeng/core/config.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// A duration that can be added to any clock's time: not below zero, and at most a year, which stands for "no limit".
///
/// It is bounded in its own unit: `milliseconds::max()` already overflows when it is converted to nanoseconds.
template <class Rep, class Period>
[[nodiscard]] constexpr std::chrono::duration<Rep, Period>
bounded_duration(std::chrono::duration<Rep, Period> given) noexcept
{
    using unit = std::chrono::duration<Rep, Period>;
    return std::clamp<unit>(given, unit::zero(), std::chrono::hours{24 * 365});
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
