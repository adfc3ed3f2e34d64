#ifndef JIMENG_NET_RUN_HPP
#define JIMENG_NET_RUN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/disk_line.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <chrono>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The time that operations measure their patience with: it starts at the runtime's time and then runs evenly, so that
/// setting the machine's clock ends no wait and prolongs none. It is asked for the first time when `tell` is.
class even_time {
public:
    template <class Runtime>
    void tell(Runtime& runtime, action_result& result)
    {
        result.steady = runtime.steady();
        if (!started_) {
            start_ = runtime.now();
            steady_start_ = result.steady;
            started_ = true;
        }
        auto const passed = result.steady - steady_start_;
        result.now = start_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(passed);
        result.random = runtime.random();
    }

private:
    std::chrono::system_clock::time_point start_{};
    std::chrono::steady_clock::time_point steady_start_{};
    bool started_ = false;
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
    /// Gives the time that it was signed with.
    virtual std::chrono::system_clock::time_point sign(http_request& request) = 0;
    /// Time and chance for the next step.
    virtual void tell(action_result& result) = 0;

protected:
    ~blocking_calls() = default;
};

/// Puts the files of a request into its body, for a transport that sends nothing else. False where one of them changed.
JIMENG_DECL bool with_files_inside(http_request& request, error_code& ec, diagnostics& details);

template <class Transport, class Runtime, class Sign>
class blocking_calls_of final : public blocking_calls {
public:
    blocking_calls_of(Transport& transport, Runtime& runtime, Sign& sign)
        : transport_{transport},
          runtime_{runtime},
          sign_{sign}
    {}

    http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                           diagnostics& details) override
    {
        if constexpr (!sends_files<Transport>) {
            if (request.files) {
                auto whole = request;
                return with_files_inside(whole, ec, details) ? transport_.exchange(whole, options, ec, details)
                                                             : http_response{};
            }
        }
        return transport_.exchange(request, options, ec, details);
    }
    void wait(std::chrono::nanoseconds duration, std::stop_token const& stop) override
    {
        runtime_.wait(duration, stop);
    }
    std::chrono::system_clock::time_point sign(http_request& request) override
    {
        std::chrono::system_clock::time_point const now = runtime_.now();
        sign_(request, now);
        return now;
    }
    void tell(action_result& result) override { time_.tell(runtime_, result); }

private:
    Transport& transport_;
    Runtime& runtime_;
    Sign& sign_;
    even_time time_;
};

/// The exception that is being handled becomes the result.
JIMENG_DECL void note_current_exception(action_result& result, client_errc threw);

/// False where it threw: the result then has this error and the exception's words.
template <class What>
bool done_without_throwing(action_result& result, client_errc threw, What what)
{
    try {
        what();
        return true;
    } catch (...) {
        note_current_exception(result, threw);
        return false;
    }
}

/// What a signer throws becomes the result of the call: the task that was paid before must not be lost with it.
template <class Sign>
bool signed_without_throwing(action_result& result, Sign sign)
{
    if (done_without_throwing(result, client_errc::signing_failed, sign)) return true;
    result.details.client_message.insert(0, "signing failed: ");
    return false;
}

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
/// @param runtime  Time, sleep and chance; without it those that go with the transport (`runtime_of`).
/// @param sign     `sign(http_request&, system_clock::time_point)`, called for every action that has `sign` set.
template <class Transport, runtime Runtime, class Sign>
void run(operation& op, Transport& transport, Runtime& runtime, Sign&& sign)
{
    static_assert(sync_transport<Transport>, "jimeng: Transport must model sync_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    detail::blocking_calls_of<Transport, Runtime, std::remove_reference_t<Sign>> calls{transport, runtime, sign};
    detail::run_blocking(op, calls);
}
template <class Transport, class Sign>
void run(operation& op, Transport& transport, Sign&& sign)
{
    auto runtime = runtime_of(transport);
    run(op, transport, runtime, std::forward<Sign>(sign));
}

namespace detail {

/// Lives in the callbacks it hands out.
template <class Transport, class Runtime, class Sign>
class async_driver : public std::enable_shared_from_this<async_driver<Transport, Runtime, Sign>> {
public:
    async_driver(std::shared_ptr<operation> op, Transport& transport, Runtime& runtime, Sign sign,
                 std::function<void()> finished, disk_executor const& disk)
        : operation_{std::move(op)},
          transport_{transport},
          runtime_{runtime},
          sign_{std::move(sign)},
          finished_{std::move(finished)},
          line_{disk ? std::make_shared<disk_line>(disk) : nullptr}
    {}

    void resume(action_result result)
    {
        auto action = next(std::move(result));
        switch (action.what) {
        case next_action::kind::send: return send(std::move(action));
        case next_action::kind::record:
            if (!line_) return record(std::move(action));
            return visit_disk([&] { return recording(std::move(action)); });
        case next_action::kind::work:
            if (!line_) return work(action);
            return visit_disk([&] { return working(std::move(action)); });
        case next_action::kind::wait: return wait(action.duration, action.options.stop);
        case next_action::kind::finish: return finish();
        }
    }

private:
    next_action next(action_result result)
    {
        try {
            time_.tell(runtime_, result);
        } catch (...) {
            return resumed_without_clock(*operation_, std::move(result), !started_);
        }
        return resumed(*operation_, std::move(result));
    }

    void send(next_action action)
    {
        action_result failed;
        std::chrono::system_clock::time_point signed_at{};
        auto const sign = [&] {
            signed_at = runtime_.now();
            sign_(action.kept ? *action.kept : action.request, signed_at);
        };
        if (action.sign && !signed_without_throwing(failed, sign)) return resume_later(std::move(failed));
        if constexpr (!sends_files<Transport>) {
            auto const copied = [&] { action.request = *std::exchange(action.kept, {}); };
            if (action.kept && action.kept->files &&
                !done_without_throwing(failed, client_errc::send_incomplete, copied))
                return resume_later(std::move(failed));
            if (action.request.files && !with_files_inside(action.request, failed.error, failed.details))
                return resume_later(std::move(failed));
        }
        hand_over([&](int step) {
            auto const sinks = line_ ? disk_sinks::of(action.options, line_, operation_) : nullptr;
            auto done = [self = this->shared_from_this(), step, signed_at, sinks](error_code ec, http_response response,
                                                                                  diagnostics details) {
                action_result result{ec, std::move(response), std::move(details)};
                result.signed_at = signed_at;
                self->exchanged(step, std::move(result), sinks);
            };
            if (!action.kept)
                transport_.async_exchange(std::move(action.request), std::move(action.options), std::move(done));
            else if constexpr (shares_requests<Transport>)
                transport_.async_exchange(std::shared_ptr<http_request const>{std::move(action.kept)},
                                          std::move(action.options), std::move(done));
            else
                transport_.async_exchange(http_request{*action.kept}, std::move(action.options), std::move(done));
        });
    }

    void record(next_action action)
    {
        // The store may answer inside the call and on another thread: the operation goes on where the transport calls back.
        hand_over([&](int step) {
            auto const answered = [self = this->shared_from_this(), step](action_result result) {
                self->transport_.async_wait(
                    {}, {}, [self, step, result = std::move(result)](error_code) { self->resume_after(step, result); });
            };
            action_result failed;
            auto const asked = [&] {
                action.store->async_record(*action.event, [answered](error_code ec) { answered(action_result{ec}); });
            };
            if (!done_without_throwing(failed, client_errc::not_recorded, asked)) answered(std::move(failed));
        });
    }

    void work(next_action const& action)
    {
        try {
            action.work();
        } catch (...) {
            end_with_current_exception(*operation_);
            return finish();
        }
        resume({});
    }

    /// The operation goes on here, once its work is done there.
    template <class MakeWork>
    void visit_disk(MakeWork const& make_work)
    {
        hand_over([&](int step) {
            auto const trip = std::make_shared<disk_trip>();
            line_->add([kept = operation_, trip, work = disk_work{make_work()}] { work(trip); });
            await(trip, step);
        });
    }

    void await(std::shared_ptr<disk_trip> const& trip, int step)
    {
        auto back = [self = this->shared_from_this(), trip, step](error_code) { self->came_back(trip, step); };
        try {
            transport_.async_wait(trip->longest_wait(), trip->over.get_token(), std::move(back));
        } catch (...) {
            trip->wait();
            throw;
        }
    }

    void came_back(std::shared_ptr<disk_trip> const& trip, int step)
    {
        if (!trip->has_ended()) return await(trip, step);
        if (!trip->thrown) return resume_after(step, std::move(trip->result));
        if (step != step_) return;
        try {
            std::rethrow_exception(trip->thrown);
        } catch (...) {
            end_with_current_exception(*operation_);
        }
        finish();
    }

    /// What an answer brought may not be at the disk yet.
    void exchanged(int step, action_result result, std::shared_ptr<disk_sinks> const& sinks)
    {
        if (!line_ || line_->is_idle()) {
            if (sinks) sinks->tell(result);
            return resume_after(step, std::move(result));
        }
        if (step != step_) return;
        visit_disk([&] {
            auto const kept = std::make_shared<action_result>(std::move(result));
            return [kept, sinks](std::shared_ptr<disk_trip> const& trip) {
                trip->result = std::move(*kept);
                if (sinks) sinks->tell(trip->result);
                trip->end();
            };
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
            auto waited = [self = this->shared_from_this(), step](error_code ec) {
                self->resume_after(step, action_result{ec});
            };
            if constexpr (async_runtime<Runtime>)
                runtime_.async_wait(duration, std::move(stop), std::move(waited));
            else
                transport_.async_wait(duration, std::move(stop), std::move(waited));
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
    Runtime& runtime_;
    Sign sign_;
    even_time time_;
    std::function<void()> finished_;
    std::shared_ptr<disk_line> line_; ///< None: the disk is waited for here.
    bool started_ = false;
    int step_ = 0; ///< What comes from an earlier one comes too late.
};

} // namespace detail

/// Runs an operation without waiting; `finished()` is called once, on the transport's executor, never inside this function.
/// @param runtime  Time and chance, and the waits where it has `async_wait`; else the transport waits. Without it those
/// that go with the transport (`runtime_of`).
/// @par Cancellation By the stop tokens of the operation's own actions.
/// @par Object lifetimes Transport and runtime must live until then; the operation is kept.
/// @par Exception safety What the transport throws when the first action is started leaves this function; what is thrown
/// later ends the operation, see `operation::threw`. What `finished` throws leaves the context's `run`.
/// @param disk  Where stores are asked and `next_action::work` is done; none: on the transport's executor.
template <class Transport, runtime Runtime, class Sign>
void async_run(std::shared_ptr<operation> op, Transport& transport, Runtime& runtime, Sign sign,
               std::function<void()> finished, disk_executor const& disk = {})
{
    static_assert(async_transport<Transport>, "jimeng: Transport must model async_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    std::make_shared<detail::async_driver<Transport, Runtime, Sign>>(std::move(op), transport, runtime, std::move(sign),
                                                                     std::move(finished), disk)
        ->resume({});
}
template <class Transport, class Sign>
void async_run(std::shared_ptr<operation> op, Transport& transport, Sign sign, std::function<void()> finished)
{
    auto const kept = std::make_shared<runtime_of_t<Transport>>(runtime_of(transport));
    async_run(std::move(op), transport, *kept, std::move(sign), [kept, finished = std::move(finished)] { finished(); });
}

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/disk_line.ipp>
#include <jimeng/net/impl/run.ipp>
#endif

#endif
