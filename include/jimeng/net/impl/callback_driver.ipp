#ifndef JIMENG_NET_IMPL_CALLBACK_DRIVER_IPP
#define JIMENG_NET_IMPL_CALLBACK_DRIVER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/callback_driver.hpp>
#include <jimeng/net/detail/run_steps.hpp>
#include <jimeng/net/run.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_DECL callback_driver::callback_driver(std::shared_ptr<operation> op, std::function<void()> finished,
                                             disk_executor const& disk)
    : operation_{std::move(op)},
      finished_{std::move(finished)},
      line_{disk ? std::make_shared<disk_line>(disk) : nullptr}
{}
JIMENG_DECL callback_driver::~callback_driver() = default;

JIMENG_SELDOM JIMENG_DECL void callback_driver::resume(action_result result)
{
    auto action = next(std::move(result));
    switch (action.what) {
    case next_action::kind::send: return send(std::move(action));
    case next_action::kind::record: return record(std::move(action));
    case next_action::kind::work: return work(std::move(action));
    case next_action::kind::wait:
        return hand_over([&](int step) {
            wait(action.duration, action.options.stop,
                 [self = shared_from_this(), step](error_code ec) { self->resume_after(step, action_result{ec}); });
        });
    case next_action::kind::finish: return finish();
    }
}

JIMENG_SELDOM inline next_action callback_driver::next(action_result result)
{
    try {
        tell(result);
    } catch (...) {
        return resumed_without_clock(*operation_, std::move(result), !started_);
    }
    return resumed(*operation_, std::move(result));
}

/// A transport that throws has not called back and need not: the operation ends. Inside the initiating function the
/// exception is the caller's.
template <class Start>
void callback_driver::hand_over(Start start)
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

/// False where a file cannot be read into it.
JIMENG_SELDOM inline bool callback_driver::with_whole_body(next_action& action, action_result& failed)
{
    if (!needs_whole_body()) return true;
    auto const copied = [&] { action.request = *std::exchange(action.kept, {}); };
    if (action.kept && action.kept->files && !done_without_throwing(failed, client_errc::send_incomplete, copied))
        return false;
    return !action.request.files || with_files_inside(action.request, failed.error, failed.details);
}

JIMENG_SELDOM inline void callback_driver::send(next_action action)
{
    action_result failed;
    std::chrono::system_clock::time_point signed_at{};
    auto const signs = [&] { signed_at = sign(action.kept ? *action.kept : action.request); };
    if (action.sign && !signed_without_throwing(failed, signs)) return resume_later(std::move(failed));
    if (!with_whole_body(action, failed)) return resume_later(std::move(failed));
    hand_over([&](int step) {
        auto const trip = line_ ? std::make_shared<disk_trip>() : nullptr; // now, when it costs nothing yet
        if (trip) trip->sinks = sinks_at_disk(action.options, line_, operation_);
        exchange(std::move(action), [self = shared_from_this(), step, signed_at,
                                     trip](error_code ec, http_response response, diagnostics details) {
            action_result result{ec, std::move(response), std::move(details)};
            result.signed_at = signed_at;
            self->exchanged(step, std::move(result), trip);
        });
    });
}

JIMENG_SELDOM inline void callback_driver::record(next_action action)
{
    if (line_) return visit_disk(std::move(action));
    // The store may answer inside the call and on another thread: the operation goes on where the transport calls back.
    hand_over([&](int step) {
        auto const answered = [self = shared_from_this(), step](action_result result) {
            self->wait_there(
                {}, {}, [self, step, result = std::move(result)](error_code) { self->resume_after(step, result); });
        };
        action_result failed;
        auto const asked = [&] {
            action.store->async_record(*action.event, [answered](error_code ec) { answered(action_result{ec}); });
        };
        if (!done_without_throwing(failed, client_errc::not_recorded, asked)) answered(std::move(failed));
    });
}

JIMENG_SELDOM inline void callback_driver::work(next_action action)
{
    if (line_) return visit_disk(std::move(action));
    try {
        action.work();
    } catch (...) {
        end_with_current_exception(*operation_);
        return finish();
    }
    resume({});
}

/// The operation goes on here, once its work is done there.
JIMENG_SELDOM inline void callback_driver::visit_disk(next_action action)
{
    hand_over([&](int step) {
        auto const trip = std::make_shared<disk_trip>();
        auto const of = action.what == next_action::kind::record ? recording : working;
        line_->add([kept = operation_, trip, work = of(std::move(action))] { work(trip); }, trip);
        await(trip, step);
    });
}

JIMENG_SELDOM inline void callback_driver::await(std::shared_ptr<disk_trip> const& trip, int step)
{
    auto back = [self = shared_from_this(), trip, step](error_code ec) { self->came_back(trip, step, ec); };
    try {
        wait_there(trip->longest_wait(), trip->over.get_token(), std::move(back));
    } catch (...) {
        trip->wait();
        throw;
    }
}

/// A transport that cannot wait must not be asked again and again. What was done at the disk counts all the same.
JIMENG_SELDOM inline void callback_driver::came_back(std::shared_ptr<disk_trip> const& trip, int step,
                                                     error_code const& ec)
{
    if (!trip->has_ended() && !ec.failed()) return await(trip, step);
    trip->wait();
    ended(trip, step);
}

JIMENG_SELDOM inline void callback_driver::ended(std::shared_ptr<disk_trip> const& trip, int step)
{
    if (step != step_) return;
    if (trip->sinks) tell_error(*trip->sinks, trip->result);
    if (!trip->thrown) return resume_after(step, std::move(trip->result));
    try {
        std::rethrow_exception(trip->thrown);
    } catch (...) {
        end_with_current_exception(*operation_);
    }
    finish();
}

/// What an answer brought may not be at the disk yet. A task's id may be in it, so lack of memory must not lose it.
JIMENG_SELDOM inline void callback_driver::exchanged(int step, action_result result,
                                                     std::shared_ptr<disk_trip> const& trip)
{
    if (step != step_) return;
    if (!trip) return resume_after(step, std::move(result));
    trip->result = std::move(result);
    if (line_->is_idle()) return ended(trip, step);
    hand_over([&](int later) {
        try {
            line_->add({}, trip);
            return await(trip, later);
        } catch (...) {
            if (later != step_) throw; // it has gone on, and that threw
        }
        line_->wait();
        ended(trip, later);
    });
}

JIMENG_SELDOM inline void callback_driver::resume_later(action_result result)
{
    hand_over([&](int step) {
        wait_there({}, {}, [self = shared_from_this(), step, result = std::move(result)](error_code) {
            self->resume_after(step, result);
        });
    });
}

JIMENG_SELDOM inline void callback_driver::resume_after(int step, action_result result)
{
    if (step != step_) return;
    ++step_;
    resume(std::move(result));
}

/// An operation that ends at once must not call back inside the initiating function.
JIMENG_SELDOM inline void callback_driver::finish()
{
    if (started_) return finished_();
    wait_there({}, {}, [self = shared_from_this()](error_code) { self->finished_(); });
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
