#ifndef JIMENG_NET_DETAIL_CALLBACK_DRIVER_HPP
#define JIMENG_NET_DETAIL_CALLBACK_DRIVER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/disk_line.hpp>
#include <jimeng/net/detail/even_time.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Takes the steps of an operation, one after the other, and lives in the callbacks it hands out. The types of transport,
/// runtime and signer are taken away.
class callback_driver : public std::enable_shared_from_this<callback_driver> {
public:
    callback_driver(callback_driver const&) = delete;
    callback_driver& operator=(callback_driver const&) = delete;

    JIMENG_DECL void resume(action_result result);

protected:
    JIMENG_DECL callback_driver(std::shared_ptr<operation> op, std::function<void()> finished,
                                disk_executor const& disk);
    JIMENG_DECL ~callback_driver();

private:
    virtual void exchange(next_action action, exchange_callback done) = 0;
    /// Files must be inside the body.
    [[nodiscard]] virtual bool needs_whole_body() const noexcept = 0;
    /// Gives the time that it was signed with.
    virtual std::chrono::system_clock::time_point sign(http_request& request) = 0;
    /// Time and chance for the next step.
    virtual void tell(action_result& result) = 0;
    /// As long as the runtime says.
    virtual void wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback waited) = 0;
    /// On the transport's executor, by the machine's time.
    virtual void wait_there(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback waited) = 0;

    next_action next(action_result result);
    void send(next_action action);
    bool with_whole_body(next_action& action, action_result& failed);
    void record(next_action action);
    void work(next_action action);
    void visit_disk(next_action action);
    void await(std::shared_ptr<disk_trip> const& trip, int step);
    void came_back(std::shared_ptr<disk_trip> const& trip, int step, error_code const& ec);
    void ended(std::shared_ptr<disk_trip> const& trip, int step);
    void exchanged(int step, action_result result, std::shared_ptr<disk_trip> const& trip);
    void resume_later(action_result result);
    template <class Start>
    void hand_over(Start start);
    void resume_after(int step, action_result result);
    void finish();

    std::shared_ptr<operation> operation_;
    std::function<void()> finished_;
    std::shared_ptr<disk_line> line_; ///< None: the disk is waited for here.
    bool started_ = false;
    int step_ = 0; ///< What comes from an earlier one comes too late.
};

template <class Transport, class Runtime, class Sign>
class callback_driver_of final : public callback_driver {
public:
    callback_driver_of(std::shared_ptr<operation> op, Transport& transport, Runtime& runtime, Sign signer,
                       std::function<void()> finished, disk_executor const& disk)
        : callback_driver{std::move(op), std::move(finished), disk},
          transport_{transport},
          runtime_{runtime},
          signer_{std::move(signer)}
    {}

private:
    void exchange(next_action action, exchange_callback done) override
    {
        if (!action.kept)
            transport_.async_exchange(std::move(action.request), std::move(action.options), std::move(done));
        else if constexpr (shares_requests<Transport>)
            transport_.async_exchange(std::shared_ptr<http_request const>{std::move(action.kept)},
                                      std::move(action.options), std::move(done));
        else
            transport_.async_exchange(http_request{*action.kept}, std::move(action.options), std::move(done));
    }
    bool needs_whole_body() const noexcept override { return !sends_files<Transport>; }
    std::chrono::system_clock::time_point sign(http_request& request) override
    {
        std::chrono::system_clock::time_point const now = runtime_.now();
        signer_(request, now);
        return now;
    }
    void tell(action_result& result) override { time_.tell(runtime_, result); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback waited) override
    {
        if constexpr (async_runtime<Runtime>)
            runtime_.async_wait(duration, std::move(stop), std::move(waited));
        else
            wait_there(duration, std::move(stop), std::move(waited));
    }
    void wait_there(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback waited) override
    {
        transport_.async_wait(duration, std::move(stop), std::move(waited));
    }

    Transport& transport_;
    Runtime& runtime_;
    Sign signer_;
    even_time time_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
