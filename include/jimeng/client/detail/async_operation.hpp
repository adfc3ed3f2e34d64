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

/// One stop for two masters: the caller's own token and Asio's cancellation slot. Without a slot it is the token.
class merged_stop {
public:
    merged_stop(std::stop_token callers, bool has_slot) : token_{std::move(callers)}
    {
        if (!has_slot) return;
        source_ = std::make_shared<std::stop_source>();
        if (token_.stop_possible()) forward_ = std::make_shared<forwarding>(token_, forwarder{source_});
        token_ = source_->get_token();
    }

    [[nodiscard]] std::stop_token token() const noexcept { return token_; }

    template <class Slot>
    void listen_to(Slot slot) const
    {
        if (source_) slot.assign([source = source_](boost::asio::cancellation_type) { source->request_stop(); });
    }

private:
    struct forwarder {
        std::shared_ptr<std::stop_source> to;
        void operator()() const noexcept { to->request_stop(); }
    };
    using forwarding = std::stop_callback<forwarder>;

    std::stop_token token_;
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
        if (details_ != nullptr) *details_ = details;
        auto const executor = work_.get_executor();
        boost::asio::dispatch(executor, [handler = std::move(handler_), ec, value = Value(take_(*running_))]() mutable {
            // Here, where the handler's own executor emits: the slot is not safe for two threads.
            auto slot = boost::asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.clear();
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

/// Runs what `make` makes on the transport and completes the token with `void(error_code, Value)`.
///
/// The operation is made when the token initiates it, so that a deferred one may be started more than once.
/// @param make  `make(std::stop_token, early_refusal&)`, gives a shared pointer to an operation.
template <class Value, class Transport, class Sign, class Make, class Take, class Token>
auto async_run_operation(Transport& transport, Sign sign, std::stop_token callers, diagnostics* details, Make make,
                         Take take, Token&& token)
{
    static_assert(async_transport<Transport>, "jimeng: this transport has no `async_exchange`: use the blocking form");
    auto start = [&transport, sign = std::move(sign), callers = std::move(callers), details, make = std::move(make),
                  take = std::move(take)](auto handler) mutable {
        merged_stop stop{callers, boost::asio::get_associated_cancellation_slot(handler).is_connected()};
        early_refusal refused;
        auto running = make(stop.token(), refused);
        using operation_type = typename decltype(running)::element_type;
        using pending_type = pending_operation<Value, operation_type, Take, decltype(handler)>;
        auto pending = std::make_shared<pending_type>(running, take, std::move(stop), details, std::move(handler));
        if (refused.error.failed()) { // through the transport, so that no token completes inside its own initiation
            transport.async_wait(std::chrono::nanoseconds{0}, {},
                                 [pending, refused](error_code) { pending->complete(refused.error, refused.details); });
            return;
        }
        async_run(running, transport, sign, [pending] { pending->complete(); });
    };
    return boost::asio::async_initiate<Token, void(error_code, Value)>(std::move(start), token);
}

} // namespace jimeng::detail

#endif
