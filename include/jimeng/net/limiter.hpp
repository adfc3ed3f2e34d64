#ifndef JIMENG_NET_LIMITER_HPP
#define JIMENG_NET_LIMITER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/error.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// What a limiter answers to one who asks.
struct admission {
    enum class kind {
        admitted, ///< The call may leave now; its end has to be told by `limiter::release`.
        later,    ///< Not yet: ask again, with the same ticket.
        refused   ///< Not at all. Nothing has to be released.
    };

    kind what = kind::admitted;
    std::uint64_t ticket = 0; ///< The place in the line, to be shown when asking again; 0: there is no line.
    std::chrono::nanoseconds again_after{}; ///< Of `later`.
    error_code why{};    ///< Of `refused`, and of `later`, where none means that only a pace is kept: it comes soon.
    std::string words{}; ///< Likewise, for people: one line. Empty: the code's own.

    [[nodiscard]] static admission now(std::uint64_t ticket = 0) { return {kind::admitted, ticket, {}, {}, {}}; }
    [[nodiscard]] static admission after(std::chrono::nanoseconds wait, std::uint64_t ticket, error_code why,
                                         std::string words = {})
    {
        return {kind::later, ticket, wait, why, std::move(words)};
    }
    [[nodiscard]] static admission refuse(error_code why, std::string words = {})
    {
        return {kind::refused, 0, {}, why, std::move(words)};
    }
};

/// Decides when a call may leave: for a rate, a number of tasks at once, or a budget that several clients share.
///
/// It never waits itself. Who is told `later` waits as an operation waits for anything, so a stop and
/// `poll_policy::deadline` end that too, and then asks again. Where a submit is not admitted, nothing is sent:
/// `client_errc::not_admitted`, or the error itself where that equals `condition::not_sent`. A query that is not admitted
/// is asked for again, as long as patience lasts.
/// @par Thread safety It is asked on the threads that drive operations.
/// @par Object lifetimes Clients and their operations share it.
/// @par Models
/// `account_limiter`
class limiter {
public:
    enum class use {
        task, ///< From before a submit until its task is over, the submit included.
        call  ///< One query.
    };
    using time_point = std::chrono::steady_clock::time_point;

    limiter() = default;
    limiter(limiter const&) = delete;
    limiter& operator=(limiter const&) = delete;
    virtual ~limiter() = default;

    /// Answers at once.
    /// @param ticket  Of the last answer to the same asker, also of one that was admitted, sent and refused by the service:
    /// it keeps its place in the line. 0: it asks for the first time.
    /// @param now     The runtime's steady time. @param random  At least 0, below 1.
    virtual admission ask(use what, std::uint64_t ticket, time_point now, double random) = 0;

    /// Who was told `later` does not ask any more.
    virtual void leave(use what, std::uint64_t ticket) noexcept = 0;

    /// What was admitted is over.
    /// @param outcome  How it ended: `condition::throttled` says that the limit is too high, and no task came of it, as none
    /// did after `condition::not_sent` and whatever the gateway says; `condition::resumable` that the task goes on at the
    /// service and is only not waited for any more.
    virtual void release(use what, error_code const& outcome, time_point now) noexcept = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
