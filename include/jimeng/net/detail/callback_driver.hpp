#ifndef JIMENG_NET_DETAIL_CALLBACK_DRIVER_HPP
#define JIMENG_NET_DETAIL_CALLBACK_DRIVER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/disk_line.hpp>
#include <jimeng/net/detail/even_time.hpp>
#include <jimeng/net/detail/run_steps.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

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
            auto const trip = line_ ? std::make_shared<disk_trip>() : nullptr; // now, when it costs nothing yet
            if (trip) trip->sinks = sinks_at_disk(action.options, line_, operation_);
            auto done = [self = this->shared_from_this(), step, signed_at, trip](error_code ec, http_response response,
                                                                                 diagnostics details) {
                action_result result{ec, std::move(response), std::move(details)};
                result.signed_at = signed_at;
                self->exchanged(step, std::move(result), trip);
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
            line_->add([kept = operation_, trip, work = disk_work{make_work()}] { work(trip); }, trip);
            await(trip, step);
        });
    }

    void await(std::shared_ptr<disk_trip> const& trip, int step)
    {
        auto back = [self = this->shared_from_this(), trip, step](error_code ec) { self->came_back(trip, step, ec); };
        try {
            transport_.async_wait(trip->longest_wait(), trip->over.get_token(), std::move(back));
        } catch (...) {
            trip->wait();
            throw;
        }
    }

    /// A transport that cannot wait must not be asked again and again. What was done at the disk counts all the same.
    void came_back(std::shared_ptr<disk_trip> const& trip, int step, error_code const& ec)
    {
        if (!trip->has_ended() && !ec.failed()) return await(trip, step);
        trip->wait();
        ended(trip, step);
    }

    void ended(std::shared_ptr<disk_trip> const& trip, int step)
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
    void exchanged(int step, action_result result, std::shared_ptr<disk_trip> const& trip)
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

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
