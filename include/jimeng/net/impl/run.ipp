#ifndef JIMENG_NET_IMPL_RUN_IPP
#define JIMENG_NET_IMPL_RUN_IPP

#include <jimeng/net/run.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>

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

} // namespace jimeng::detail

#endif
