#ifndef JIMENG_NET_DETAIL_EVEN_TIME_HPP
#define JIMENG_NET_DETAIL_EVEN_TIME_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/operation.hpp>

#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// The time that operations measure their patience with: it starts at the runtime's time and then runs evenly, so that
/// setting the machine's clock ends no wait and prolongs none. It is asked for the first time when `tell` is.
class even_time {
public:
    template <class Runtime>
    void tell(Runtime& runtime, action_result& result)
    {
        result.steady = runtime.steady();
        if (!started_) {
            start_ = runtime.now();
            steady_start_ = result.steady;
            started_ = true;
        }
        auto const passed = result.steady - steady_start_;
        result.now = start_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(passed);
        result.random = runtime.random();
    }

private:
    std::chrono::system_clock::time_point start_{};
    std::chrono::steady_clock::time_point steady_start_{};
    bool started_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
