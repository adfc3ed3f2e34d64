#ifndef JIMENG_CLIENT_SUBMIT_POLICY_HPP
#define JIMENG_CLIENT_SUBMIT_POLICY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/backoff.hpp>
#include <jimeng/net/detail/full_jitter.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <chrono>
#include <limits>

namespace jimeng::inline JIMENG_ABI {

/// Whether and when a submit is sent again. Never, unless `attempts` says so.
///
/// Even then only what certainly cost nothing is repeated: a request that did not leave whole for a reason that may pass,
/// and one that the service refused because of too many requests or tasks. What may have been accepted never is.
/// `poll_policy::deadline` bounds all attempts and waits together: where the next wait would pass it, the operation ends
/// at once with what the last attempt said.
///
/// Each kind of failure has waits of its own. A random share of the longest one is waited, after throttling at least a
/// quarter; a `Retry-After` of the service makes it longer, by a minute at most.
struct submit_policy {
    /// Why a submit is sent again.
    enum class reason {
        none,    ///< It is not.
        network, ///< It did not leave whole.
        rate,    ///< Too many requests: 50429 and the gateway's.
        tasks    ///< Too many tasks at once: 50430.
    };

    int attempts = 1;         ///< Submits at most, the first one included.
    int network_attempts = 8; ///< Of these, such as do not leave.
    backoff network{std::chrono::milliseconds{200}, std::chrono::seconds{10}};
    backoff rate{std::chrono::seconds{1}, std::chrono::seconds{20}};
    backoff tasks{std::chrono::seconds{2}, std::chrono::seconds{60}};

    /// What became of a submit, as a reason to send it again.
    [[nodiscard]] static reason reason_for(verdict submitted, error_code const& ec) noexcept
    {
        if (submitted == verdict::not_sent)
            return ec == condition::not_sent && ec == condition::retryable ? reason::network : reason::none;
        if (submitted != verdict::rejected || ec != condition::throttled) return reason::none;
        return ec == service_errc::concurrency_limited ? reason::tasks : reason::rate;
    }

    /// Whether it would be sent again.
    /// @param made   Submits so far. @param alike  Of these, how many failed for the same reason.
    [[nodiscard]] constexpr bool repeats(int made, int alike, reason why) const noexcept
    {
        return why != reason::none && made < attempts && (why != reason::network || alike < network_attempts);
    }

    /// How long to wait before that. @param alike  Failures for the same reason so far, at least 1.
    /// @param random  At least 0, below 1.
    [[nodiscard]] constexpr std::chrono::nanoseconds wait_before(reason why, int alike, double random) const noexcept
    {
        switch (why) {
        case reason::network: return detail::full_jitter(network, alike - 1, random);
        case reason::rate: return detail::after_throttling(rate, alike - 1, random);
        case reason::tasks: return detail::after_throttling(tasks, alike - 1, random);
        case reason::none: break;
        }
        return std::chrono::nanoseconds{0};
    }
};

/// As often as `poll_policy::deadline` allows: it waits for the account rather than fail.
///
///     options.submit = jimeng::wait_for_account;
inline constexpr submit_policy wait_for_account{.attempts = std::numeric_limits<int>::max()};

} // namespace jimeng::inline JIMENG_ABI

#endif
