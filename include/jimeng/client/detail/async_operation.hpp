#ifndef JIMENG_CLIENT_DETAIL_ASYNC_OPERATION_HPP
#define JIMENG_CLIENT_DETAIL_ASYNC_OPERATION_HPP

#include <jimeng/net/run.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <boost/asio/any_io_executor.hpp> // so that beast_transport takes an executor
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace jimeng::detail {

/// One stop for two masters: the caller's own token and Asio's cancellation slot.
class merged_stop {
public:
    explicit merged_stop(std::stop_token const& callers)
        : source_{std::make_shared<std::stop_source>()},
          forward_{std::make_shared<forwarding>(callers, forwarder{source_})}
    {}

    [[nodiscard]] std::stop_token token() const noexcept { return source_->get_token(); }

    template <class Slot>
    void listen_to(Slot slot) const
    {
        if (slot.is_connected())
            slot.assign([source = source_](boost::asio::cancellation_type) { source->request_stop(); });
    }

private:
    struct forwarder {
        std::shared_ptr<std::stop_source> to;
        void operator()() const noexcept { to->request_stop(); }
    };
    using forwarding = std::stop_callback<forwarder>;

    std::shared_ptr<std::stop_source> source_;
    std::shared_ptr<forwarding> forward_;
};

/// Keeps handler and operation together until the driver is through, then completes on the handler's executor.
template <class Value, class Operation, class Take, class Handler>
class pending_operation {
public:
    pending_operation(std::shared_ptr<Operation> running, Take take, merged_stop stop, diagnostics* details,
                      Handler handler)
        : running_{std::move(running)},
          take_{std::move(take)},
          stop_{std::move(stop)},
          details_{details},
          work_{boost::asio::get_associated_executor(handler)},
          handler_{std::move(handler)}
    {
        stop_.listen_to(boost::asio::get_associated_cancellation_slot(handler_));
    }

    void complete(error_code const& ec, diagnostics const& details)
    {
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (slot.is_connected()) slot.clear();
        if (details_ != nullptr) *details_ = details;
        auto const executor = work_.get_executor();
        boost::asio::dispatch(executor, [handler = std::move(handler_), ec, value = Value(take_(*running_))]() mutable {
            std::move(handler)(ec, std::move(value));
        });
        work_.reset();
    }
    void complete() { complete(running_->error(), running_->details()); }

private:
    std::shared_ptr<Operation> running_;
    Take take_;
    merged_stop stop_;
    diagnostics* details_;
    boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> work_;
    Handler handler_;
};

/// What was refused before anything is sent.
struct early_refusal {
    error_code error;
    diagnostics details;
};

/// Starts `running` on the transport and completes the token with `void(error_code, Value)`.
template <class Value, class Operation, class Transport, class Sign, class Take, class Token>
auto async_run_operation(std::shared_ptr<Operation> running, Transport& transport, Sign sign, early_refusal refused,
                         diagnostics* details, merged_stop stop, Take take, Token&& token)
{
    static_assert(async_transport<Transport>, "jimeng: this transport has no `async_exchange`: use the blocking form");
    auto start = [&transport](auto handler, auto op, auto signing, auto early, auto* to, auto merged, auto taking) {
        using pending_type = pending_operation<Value, Operation, Take, decltype(handler)>;
        auto pending = std::make_shared<pending_type>(op, std::move(taking), std::move(merged), to, std::move(handler));
        if (early.error.failed()) { // through the transport, so that no token completes inside its own initiation
            transport.async_wait(std::chrono::nanoseconds{0}, {},
                                 [pending, early](error_code) { pending->complete(early.error, early.details); });
            return;
        }
        async_run(op, transport, std::move(signing), [pending] { pending->complete(); });
    };
    return boost::asio::async_initiate<Token, void(error_code, Value)>(std::move(start), token, std::move(running),
                                                                       std::move(sign), std::move(refused), details,
                                                                       std::move(stop), std::move(take));
}

} // namespace jimeng::detail

#endif
