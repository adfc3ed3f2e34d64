#ifndef JIMENG_NET_IMPL_RUN_IPP
#define JIMENG_NET_IMPL_RUN_IPP

#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/run.hpp>

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace jimeng::detail {

JIMENG_DECL void wait_interruptibly(std::chrono::nanoseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any sleeper;
    std::unique_lock lock{mutex};
    sleeper.wait_for(lock, std::move(stop), bounded_duration(duration), [] { return false; });
}

/// What a signer throws becomes the result of the call: the task that was paid before must not be lost with it.
JIMENG_DECL bool signed_without_throwing(action_result& result, std::function<void()> const& sign)
{
    try {
        sign();
        return true;
    } catch (std::exception const& error) {
        result.error = client_errc::signing_failed;
        result.details.client_message = std::string{"signing failed: "} + error.what();
        return false;
    }
}

JIMENG_DECL next_action resumed(operation& op, action_result result)
{
    try {
        return op.resume(std::move(result));
    } catch (std::exception const& error) {
        op.threw(error);
    }
    return {};
}

JIMENG_DECL void run_blocking(operation& op, blocking_calls& calls)
{
    action_result result;
    for (;;) {
        result.now = calls.now();
        auto action = resumed(op, std::exchange(result, {}));
        if (action.what == next_action::kind::finish) return;
        if (action.what == next_action::kind::wait) {
            calls.wait(action.duration, action.options.stop);
            if (action.options.stop.stop_requested()) result.error = client_errc::cancelled_before_send;
            continue;
        }
        if (action.sign && !signed_without_throwing(result, [&] { calls.sign(action.request); })) continue;
        try {
            result.response = calls.exchange(action.request, action.options, result.error, result.details);
        } catch (std::exception const& error) {
            result = {client_errc::transport_threw, {}, {.client_message = error.what()}, {}};
        }
    }
}

} // namespace jimeng::detail

#endif
