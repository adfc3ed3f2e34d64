#ifndef JIMENG_NET_IMPL_RUNTIME_IPP
#define JIMENG_NET_IMPL_RUNTIME_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/runtime.hpp>

#include <condition_variable>
#include <mutex>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL void wait_interruptibly(std::chrono::nanoseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any sleeper;
    std::unique_lock lock{mutex};
    sleeper.wait_for(lock, std::move(stop), bounded_duration(duration), [] { return false; });
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
