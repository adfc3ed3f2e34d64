#ifndef JIMENG_CLIENT_SUBMIT_POLICY_HPP
#define JIMENG_CLIENT_SUBMIT_POLICY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI {

/// Whether and when a submit is sent again. Never, unless `attempts` says so.
///
/// Even then only what certainly cost nothing is repeated: a request that did not leave whole for a reason that may pass,
/// and one that the service refused because of too many requests or tasks. What may have been accepted never is.
/// `poll_policy::deadline` bounds all attempts and waits together.
struct submit_policy {
    int attempts = 1;                                  ///< Submits at most, the first one included.
    std::chrono::milliseconds first_wait{1'000};       ///< Before the second; each further wait is twice as long ...
    std::chrono::milliseconds longest_wait{60'000};    ///< ... and at most this.
    std::chrono::milliseconds after_throttling{5'000}; ///< At least, after "too many requests" or "too many tasks".

    /// Whether it would be sent again.
    /// @param made       Submits so far.
    /// @param submitted  What became of the last one. @param ec  Why.
    [[nodiscard]] bool repeats(int made, verdict submitted, error_code const& ec) const noexcept
    {
        if (made >= attempts) return false;
        if (submitted == verdict::not_sent) return ec == condition::not_sent && ec == condition::retryable;
        return submitted == verdict::rejected && ec == condition::throttled;
    }

    /// How long to wait before that. @param made  Submits so far, at least 1.
    [[nodiscard]] constexpr std::chrono::nanoseconds wait_before(int made, bool throttled) const noexcept
    {
        std::chrono::nanoseconds const most = detail::bounded_duration(longest_wait);
        auto wait = std::min<std::chrono::nanoseconds>(detail::bounded_duration(first_wait), most);
        for (int i = 1; i < made && wait < most; ++i)
            wait = std::min(wait * 2, most);
        return throttled ? std::max<std::chrono::nanoseconds>(wait, detail::bounded_duration(after_throttling)) : wait;
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
