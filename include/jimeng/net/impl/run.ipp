#ifndef JIMENG_NET_IMPL_RUN_IPP
#define JIMENG_NET_IMPL_RUN_IPP

#include <jimeng/net/run.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace jimeng::detail {

JIMENG_DECL void wait_interruptibly(std::chrono::nanoseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any sleeper;
    std::unique_lock lock{mutex};
    // A wait for ever must not overflow the clock.
    auto const bounded = std::min<std::chrono::nanoseconds>(duration, std::chrono::hours{24 * 365});
    sleeper.wait_for(lock, std::move(stop), bounded, [] { return false; });
}

JIMENG_DECL void run_blocking(operation& op, blocking_calls& calls)
{
    action_result result;
    for (;;) {
        result.now = calls.now();
        auto action = op.resume(std::exchange(result, {}));
        if (action.what == next_action::kind::finish) return;
        if (action.what == next_action::kind::wait) {
            calls.wait(action.duration, action.options.stop);
            if (action.options.stop.stop_requested()) result.error = client_errc::cancelled_before_send;
            continue;
        }
        if (action.sign) calls.sign(action.request);
        result.response = calls.exchange(action.request, action.options, result.error, result.details);
    }
}

} // namespace jimeng::detail

#endif
