#ifndef JIMENG_NET_OPERATION_HPP
#define JIMENG_NET_OPERATION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/net/job_store.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>

namespace jimeng::inline JIMENG_ABI {

/// What an operation wants next.
struct next_action {
    enum class kind {
        send,
        wait,
        record, ///< A store makes an event durable; the operation goes on when it is, or hears why it is not.
        work,   ///< Something that waits for the disk: a driver may do it on another thread.
        finish
    };

    kind what = kind::finish;
    http_request request{}; ///< For `send`.
    /// For `send`, in place of `request`: one that the operation keeps for another attempt. Its headers change when it is
    /// signed, so the operation sets them for each attempt; its body is not copied.
    std::shared_ptr<http_request> kept{};
    exchange_options options{}; ///< For `send`; its `stop` is for `wait` too.
    bool sign = false;          ///< For `send`: calls of the service are signed, downloads carry no credentials.
    std::chrono::nanoseconds duration{};      ///< For `wait`.
    std::shared_ptr<job_store> store{};       ///< For `record`.
    std::shared_ptr<job_event const> event{}; ///< For `record`.
    std::function<void()> work{};             ///< For `work`; what it throws is as what `resume` throws.
};

/// What came of the last action.
struct action_result {
    error_code error{};
    http_response response{};
    diagnostics details{};
    std::chrono::system_clock::time_point now{}; ///< Never read inside an operation: time is a parameter.
    double random = 0.0;                         ///< At least 0, below 1; so is chance.
    /// The runtime's steady time, which operations that share something have in common.
    std::chrono::steady_clock::time_point steady{};
    std::chrono::system_clock::time_point signed_at{}; ///< Of `send` with `sign`: the time that the signer was given.
};

/// Something that takes several exchanges and waits, written without sockets and without a clock.
///
/// A driver calls `resume` with an empty result first, does what it is told, and calls again with what came of it,
/// until it is told to finish. The outcome then stands in the derived class.
class operation {
public:
    operation() = default;
    operation(operation const&) = delete;
    operation& operator=(operation const&) = delete;
    virtual ~operation() = default;

    [[nodiscard]] virtual next_action resume(action_result result) = 0;

    /// Called by a driver from the handler of what `resume` threw, or of what threw when an action was started.
    ///
    /// An operation that overrides it ends with an error and throws nothing; the driver then finishes. Otherwise the
    /// exception goes on.
    virtual void threw(std::exception const&) { throw; }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
