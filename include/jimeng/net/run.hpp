#ifndef JIMENG_NET_RUN_HPP
#define JIMENG_NET_RUN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace jimeng {

namespace detail {

/// Sleeps in the calling thread until time is up or a stop is requested.
JIMENG_DECL void wait_interruptibly(std::chrono::nanoseconds duration, std::stop_token stop);

template <class Transport>
std::chrono::system_clock::time_point time_of(Transport& transport)
{
    if constexpr (keeps_time<Transport>)
        return transport.now();
    else
        return std::chrono::system_clock::now();
}

/// The time that operations measure their patience with: it starts at the machine's time and then runs evenly, so that
/// setting the machine's clock ends no wait and prolongs none. A transport's own time is taken as it is.
class even_time {
public:
    template <class Transport>
    [[nodiscard]] std::chrono::system_clock::time_point now(Transport& transport) const
    {
        if constexpr (keeps_time<Transport>)
            return transport.now();
        else
            return start_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                std::chrono::steady_clock::now() - steady_start_);
    }

private:
    std::chrono::system_clock::time_point start_ = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point steady_start_ = std::chrono::steady_clock::now();
};

/// Chance enough to keep operations from acting in step, and for nothing else. A transport that keeps its own time brings
/// its own `random()`, or has none: what it plays is the same each time.
class dice {
public:
    template <class Transport>
    [[nodiscard]] double roll(Transport& transport)
    {
        if constexpr (brings_chance<Transport>)
            return transport.random();
        else if constexpr (keeps_time<Transport>)
            return 0.0;
        else
            return roll();
    }

private:
    /// A step of SplitMix64; 53 bits of it make a fraction.
    [[nodiscard]] double roll() noexcept
    {
        auto z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
    }

    std::uint64_t state_ = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
                           reinterpret_cast<std::uintptr_t>(this);
};

/// What signs; a driver calls it right before the request goes to the transport.
template <class T>
concept request_signer = std::invocable<T&, http_request&, std::chrono::system_clock::time_point>;

} // namespace detail

namespace detail {

/// What a blocking driver needs, with the transport's and the signer's types taken away.
class blocking_calls {
public:
    blocking_calls() = default;
    blocking_calls(blocking_calls const&) = delete;
    blocking_calls& operator=(blocking_calls const&) = delete;

    virtual http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                                   diagnostics& details) = 0;
    virtual void wait(std::chrono::nanoseconds duration, std::stop_token const& stop) = 0;
    virtual void sign(http_request& request) = 0;
    virtual std::chrono::system_clock::time_point now() = 0;
    virtual double random() = 0;

protected:
    ~blocking_calls() = default;
};

template <class Transport, class Sign>
class blocking_calls_of final : public blocking_calls {
public:
    blocking_calls_of(Transport& transport, Sign& sign) : transport_{transport}, sign_{sign} {}

    http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                           diagnostics& details) override
    {
        return transport_.exchange(request, options, ec, details);
    }
    void wait(std::chrono::nanoseconds duration, std::stop_token const& stop) override
    {
        if constexpr (keeps_time<Transport>)
            transport_.wait(duration, stop);
        else
            wait_interruptibly(duration, stop);
    }
    void sign(http_request& request) override { sign_(request, time_of(transport_)); }
    std::chrono::system_clock::time_point now() override { return time_.now(transport_); }
    double random() override { return dice_.roll(transport_); }

private:
    Transport& transport_;
    Sign& sign_;
    even_time time_;
    dice dice_;
};

JIMENG_DECL bool signed_without_throwing(action_result& result, std::function<void()> const& sign);

/// Its next action; where it throws and knows how to end with that, to finish.
JIMENG_DECL next_action resumed(operation& op, action_result result);

/// Ends the operation with the exception that is being handled, or throws it again where the operation does not take it.
JIMENG_DECL void end_with_current_exception(operation& op);

/// The transport's clock threw. What came is told all the same, for it may hold a paid task's id; then the operation ends.
JIMENG_DECL next_action resumed_without_clock(operation& op, action_result result, bool first);

/// The loop itself: asks the operation what to do, does it, tells what came of it.
JIMENG_DECL void run_blocking(operation& op, blocking_calls& calls);

} // namespace detail

/// Runs an operation to its end in the calling thread.
///
/// A `wait` ends early, with `cancelled_before_send` as its result, when its `options.stop` is requested.
/// @param sign  `sign(http_request&, system_clock::time_point)`, called for every action that has `sign` set.
template <class Transport, class Sign>
void run(operation& op, Transport& transport, Sign&& sign)
{
    static_assert(sync_transport<Transport>, "jimeng: Transport must model sync_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    detail::blocking_calls_of<Transport, std::remove_reference_t<Sign>> calls{transport, sign};
    detail::run_blocking(op, calls);
}

namespace detail {

/// Lives in the callbacks it hands out.
template <class Transport, class Sign>
class async_driver : public std::enable_shared_from_this<async_driver<Transport, Sign>> {
public:
    async_driver(std::shared_ptr<operation> op, Transport& transport, Sign sign, std::function<void()> finished)
        : operation_{std::move(op)},
          transport_{transport},
          sign_{std::move(sign)},
          finished_{std::move(finished)}
    {}

    void resume(action_result result)
    {
        auto action = next(std::move(result));
        switch (action.what) {
        case next_action::kind::send: return send(std::move(action));
        case next_action::kind::wait: return wait(action.duration, action.options.stop);
        case next_action::kind::finish: return finish();
        }
    }

private:
    next_action next(action_result result)
    {
        try {
            result.now = time_.now(transport_);
            result.random = dice_.roll(transport_);
        } catch (...) {
            return resumed_without_clock(*operation_, std::move(result), !started_);
        }
        return resumed(*operation_, std::move(result));
    }

    void send(next_action action)
    {
        action_result failed;
        bool const ready =
            !action.sign || signed_without_throwing(failed, [&] { sign_(action.request, time_of(transport_)); });
        if (!ready) return resume_later(std::move(failed));
        hand_over([&](int step) {
            transport_.async_exchange(
                std::move(action.request), std::move(action.options),
                [self = this->shared_from_this(), step](error_code ec, http_response response, diagnostics details) {
                    self->resume_after(step, {ec, std::move(response), std::move(details), {}});
                });
        });
    }

    void resume_later(action_result result)
    {
        hand_over([&](int step) {
            transport_.async_wait({}, {},
                                  [self = this->shared_from_this(), step, result = std::move(result)](error_code) {
                                      self->resume_after(step, result);
                                  });
        });
    }

    void wait(std::chrono::nanoseconds duration, std::stop_token stop)
    {
        hand_over([&](int step) {
            transport_.async_wait(duration, std::move(stop), [self = this->shared_from_this(), step](error_code ec) {
                self->resume_after(step, {ec, {}, {}, {}});
            });
        });
    }

    /// A transport that throws has not called back and need not: the operation ends. Inside the initiating function the
    /// exception is the caller's.
    template <class Start>
    void hand_over(Start start)
    {
        bool const first = !std::exchange(started_, true);
        auto const step = ++step_;
        try {
            return start(step);
        } catch (...) {
            if (first || step != step_) throw; // or it has called back, and that threw
            ++step_;
            end_with_current_exception(*operation_);
        }
        finish();
    }

    void resume_after(int step, action_result result)
    {
        if (step != step_) return;
        ++step_;
        resume(std::move(result));
    }

    /// An operation that ends at once must not call back inside the initiating function.
    void finish()
    {
        if (started_) return finished_();
        transport_.async_wait({}, {}, [self = this->shared_from_this()](error_code) { self->finished_(); });
    }

    std::shared_ptr<operation> operation_;
    Transport& transport_;
    Sign sign_;
    even_time time_;
    dice dice_;
    std::function<void()> finished_;
    bool started_ = false;
    int step_ = 0; ///< What comes from an earlier one comes too late.
};

} // namespace detail

/// Runs an operation without waiting; `finished` is called once, on the transport's executor.
/// @par Object lifetimes The transport must live until then; the operation is kept.
template <class Transport, class Sign>
void async_run(std::shared_ptr<operation> op, Transport& transport, Sign sign, std::function<void()> finished)
{
    static_assert(async_transport<Transport>, "jimeng: Transport must model async_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    std::make_shared<detail::async_driver<Transport, Sign>>(std::move(op), transport, std::move(sign),
                                                            std::move(finished))
        ->resume({});
}

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/run.ipp>
#endif

#endif
