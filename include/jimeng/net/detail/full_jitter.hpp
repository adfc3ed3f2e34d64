#ifndef JIMENG_NET_DETAIL_FULL_JITTER_HPP
#define JIMENG_NET_DETAIL_FULL_JITTER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/backoff.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// A share of the longest wait: from nothing to all of it. @param random  At least 0, below 1.
[[nodiscard]] constexpr std::chrono::nanoseconds full_jitter(backoff const& how, int failures, double random) noexcept
{
    using std::chrono::nanoseconds;
    auto const share = random > 0.0 ? std::min(random, 1.0) : 0.0; // NaN is none
    return nanoseconds{static_cast<nanoseconds::rep>(static_cast<double>(how.longest_after(failures).count()) * share)};
}

/// The same for who was told to slow down: never less than a quarter, so that no luck makes a storm of it.
JIMENG_SELDOM [[nodiscard]] constexpr std::chrono::nanoseconds after_throttling(backoff const& how, int failures,
                                                                                double random) noexcept
{
    return std::max(full_jitter(how, failures, random), how.longest_after(failures) / 4);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
