#ifndef JIMENG_CLIENT_DETAIL_ASYNC_OPERATION_HPP
#define JIMENG_CLIENT_DETAIL_ASYNC_OPERATION_HPP

#include <jimeng/client/detail/async_stop.hpp>
#include <jimeng/client/detail/client_core.hpp>
#include <jimeng/client/detail/throwing_token.hpp>
#include <jimeng/client/error_with_pictures.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <boost/asio/any_io_executor.hpp> // so that beast_transport takes an executor
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What a handler is called with.
template <bool Throws>
struct completion_of {
    template <class Value>
    using signature = void(error_code, Value);

    template <class Handler, class Value>
    static void call(Handler handler, error_code const& ec, diagnostics const&, Value value)
    {
        std::move(handler)(ec, std::move(value));
    }
};
template <>
struct completion_of<true> {
    template <class Value>
    using signature = void(std::exception_ptr, Value);

    template <class Handler, class Value>
    static void call(Handler handler, error_code const& ec, diagnostics details, Value value)
    {
        auto failed = ec.failed() ? failure_of(ec, std::move(details), std::move(value)) : std::exception_ptr{};
        std::move(handler)(std::move(failed), ec.failed() ? Value{} : std::move(value));
    }
};

/// Keeps handler and operation together until the driver is through, then completes on the handler's executor.
template <class Value, bool Throws, class Core, class Operation, class Take, class Handler>
class pending_operation {
public:
    pending_operation(std::shared_ptr<Core> core, std::shared_ptr<Operation> running, Take take, merged_stop stop,
                      diagnostics* details, Handler handler)
        : core_{std::move(core)},
          running_{std::move(running)},
          take_{std::move(take)},
          stop_{std::move(stop)},
          details_{details},
          work_{boost::asio::get_associated_executor(handler)},
          handler_{std::move(handler)}
    {
        stop_.listen_to(boost::asio::get_associated_cancellation_slot(handler_),
                        [running = running_] { return has_effect(*running); });
    }

    void complete(error_code const& ec, diagnostics details)
    {
        completed_ = true;
        if (details_ != nullptr) hand_over(details);
        auto const executor = work_.get_executor();
        boost::asio::dispatch(executor, [handler = std::move(handler_), ec, details = std::move(details),
                                         value = Value(take_(*running_))]() mutable {
            // Here, where the handler's own executor emits: the slot is not safe for two threads.
            auto slot = boost::asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.clear();
            completion_of<Throws>::call(std::move(handler), ec, std::move(details), std::move(value));
        });
        work_.reset();
    }
    void complete() { complete(running_->error(), running_->take_details()); }
    [[nodiscard]] bool completed() const noexcept { return completed_; }

private:
    /// The caller's get all of it. An exception gets a copy, as large as there is memory for.
    void hand_over(diagnostics& details) noexcept
    {
        diagnostics copy;
        if constexpr (Throws) {
            copy.submitted = details.submitted;
            try {
                copy.task_id = details.task_id;
                copy = details;
            } catch (std::exception const&) { // it has at least the id
            }
        }
        *details_ = std::move(details);
        details = std::move(copy);
    }

    std::shared_ptr<Core> core_;
    std::shared_ptr<Operation> running_;
    Take take_;
    merged_stop stop_;
    diagnostics* details_;
    boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> work_;
    Handler handler_;
    bool completed_ = false;
};

/// What was refused before anything is sent.
struct early_refusal {
    error_code error;
    diagnostics details;
};

/// Starts a driver. What the transport throws meanwhile ends the operation as what it throws later does.
template <class Core, class Operation, class Pending>
void start_driver(std::shared_ptr<Core> const& core, std::shared_ptr<Operation> const& running,
                  std::shared_ptr<Pending> const& pending)
{
    try {
        auto sign = [core = core.get()](http_request& request, std::chrono::system_clock::time_point now) {
            core->sign(request, now);
        };
        return async_run(
            running, core->transport, core->runtime, sign, [pending] { pending->complete(); }, core->options.disk);
    } catch (...) {
        if (pending->completed()) throw; // the handler's own
        end_with_current_exception(*running);
    }
    pending->complete();
}

/// Through the transport, so that no token completes inside its own initiation; but rather inside it than never.
template <class Core, class Pending>
void complete_later(std::shared_ptr<Core> const& core, std::shared_ptr<Pending> const& pending,
                    early_refusal const& refused)
{
    try {
        return core->transport.async_wait({}, {}, [pending, refused](error_code) mutable {
            pending->complete(refused.error, std::move(refused.details));
        });
    } catch (...) {
        if (pending->completed()) throw;
    }
    pending->complete(refused.error, refused.details);
}

/// Runs what `make` makes on the client's transport and completes the token.
///
/// The operation is made when the token initiates it, so that a deferred one may be started more than once.
/// @param make  `make(std::stop_token, early_refusal&)`, gives a shared pointer to an operation.
template <class Value, class Core, class Make, class Take, class Token>
auto async_run_operation(std::shared_ptr<Core> core, std::stop_token callers, diagnostics* details, Make make,
                         Take take, Token&& token)
{
    static_assert(async_transport<decltype(core->transport)>,
                  "jimeng: this transport has no `async_exchange`: use the blocking form");
    constexpr bool throws = token_throws<std::decay_t<Token>>;
    auto start = [core = std::move(core), callers = std::move(callers), details, make = std::move(make),
                  take = std::move(take)](auto handler) mutable {
        merged_stop stop{core->gone.get_token(), callers,
                         boost::asio::get_associated_cancellation_slot(handler).is_connected()};
        early_refusal refused;
        auto running = make(stop.token(), refused);
        using operation_type = typename decltype(running)::element_type;
        using pending_type = pending_operation<Value, throws, Core, operation_type, Take, decltype(handler)>;
        auto pending =
            std::make_shared<pending_type>(core, running, take, std::move(stop), details, std::move(handler));
        if (refused.error.failed())
            complete_later(core, pending, refused);
        else
            start_driver(core, running, pending);
    };
    using signature = typename completion_of<throws>::template signature<Value>;
    auto& bare = bare_token(token);
    return boost::asio::async_initiate<std::remove_reference_t<decltype(bare)>, signature>(std::move(start), bare);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
