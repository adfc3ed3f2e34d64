#ifndef JIMENG_NET_LIMITER_HPP
#define JIMENG_NET_LIMITER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/error.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Decides when a call may leave: for a rate, a number of tasks at once, or a budget that several clients share.
///
/// Whoever asks waits. Where a submit is not admitted, nothing is sent: `client_errc::not_admitted`, or the error itself
/// where that equals `condition::not_sent`. A query that is not admitted is asked for again, as long as patience lasts.
/// @par Thread safety It is asked on the threads that drive operations.
/// @par Object lifetimes Clients and their operations share it.
class limiter {
public:
    enum class use {
        task, ///< From before a submit until its task is over, the submit included.
        call  ///< One query.
    };

    limiter() = default;
    limiter(limiter const&) = delete;
    limiter& operator=(limiter const&) = delete;
    virtual ~limiter() = default;

    /// Returns when the use is admitted. An error: it is not, and nothing has to be released. `cancelled_before_send` when
    /// a stop was requested.
    virtual error_code acquire(use what, std::stop_token stop) = 0;

    /// The same without waiting inside: asynchronous operations ask it on the executor that the holder of the last place
    /// needs to give it back. `done` is called once, as `job_store::async_record` does. A limiter that never waits says
    /// `done(acquire(what, stop));`.
    virtual void async_acquire(use what, std::stop_token stop, std::function<void(error_code)> done) = 0;

    /// What was admitted is over.
    /// @param outcome  How it ended: `condition::throttled` says that the limit is too high, `condition::resumable` that
    /// the task goes on at the service and is only not waited for any more.
    virtual void release(use what, error_code const& outcome) noexcept = 0;
};

namespace detail {

/// An admission that is released once, at its end at the latest.
class permit {
public:
    permit() = default;
    permit(permit const&) = delete;
    permit& operator=(permit const&) = delete;
    ~permit() { release(make_error_code(client_errc::cancelled)); }

    void hold(std::shared_ptr<limiter> of, limiter::use what) noexcept
    {
        of_ = std::move(of);
        what_ = what;
    }
    void release(error_code const& outcome) noexcept
    {
        if (auto const of = std::exchange(of_, nullptr)) of->release(what_, outcome);
    }

private:
    std::shared_ptr<limiter> of_;
    limiter::use what_ = limiter::use::task;
};

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#endif
