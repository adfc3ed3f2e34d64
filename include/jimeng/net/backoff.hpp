#ifndef JIMENG_NET_BACKOFF_HPP
#define JIMENG_NET_BACKOFF_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI {

/// Waits that grow: after each failure the longest one is twice as long as before, up to an end. How much of it is waited
/// is left to chance, so that those who failed together do not come back together.
struct backoff {
    std::chrono::milliseconds first{};   ///< The longest wait after the first failure.
    std::chrono::milliseconds longest{}; ///< However many failed. A year at most, as `first`.

    /// @param failures  Before the last one: 0 after the first. A number below 0 is taken for 0.
    [[nodiscard]] constexpr std::chrono::nanoseconds longest_after(int failures) const noexcept
    {
        std::chrono::nanoseconds const most = detail::bounded_duration(longest);
        auto wait = std::min<std::chrono::nanoseconds>(detail::bounded_duration(first), most);
        for (int i = 0; i < std::min(failures, 30) && wait < most; ++i)
            wait = std::min(wait * 2, most);
        return wait;
    }

    friend bool operator==(backoff const&, backoff const&) = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
