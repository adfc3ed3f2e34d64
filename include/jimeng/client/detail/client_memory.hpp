#ifndef JIMENG_CLIENT_DETAIL_CLIENT_MEMORY_HPP
#define JIMENG_CLIENT_DETAIL_CLIENT_MEMORY_HPP

#include <jimeng/core/config.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI::detail {

/// What repeated submits may use up, so that a service that is down is left alone by all operations of a client together.
/// @par Thread safety Any number of threads.
class retry_quota {
public:
    static constexpr int most = 500;
    static constexpr int transient = 14; ///< The price of a repeat after a failure of the network,
    static constexpr int throttled = 5;  ///< and after throttling.

    /// False where it is used up; then nothing is taken.
    [[nodiscard]] bool take(int price) noexcept
    {
        int left = left_.load();
        while (left >= price)
            if (left_.compare_exchange_weak(left, left - price)) return true;
        return false;
    }
    /// A call was answered as it should be.
    void give_back_one() noexcept
    {
        int left = left_.load();
        while (left < most && !left_.compare_exchange_weak(left, left + 1)) {}
    }
    [[nodiscard]] int left() const noexcept { return left_.load(); }

private:
    std::atomic<int> left_ = most;
};

/// How far the service's clock is ahead of the one that requests are signed with, as the client found out. It is never
/// written anywhere.
class clock_offset {
public:
    /// Less than this is no reason to distrust a clock.
    static constexpr std::chrono::minutes tolerance{4};

    [[nodiscard]] std::chrono::seconds get() const noexcept { return std::chrono::seconds{seconds_.load()}; }
    void set(std::chrono::seconds ahead) noexcept { seconds_.store(ahead.count()); }

private:
    std::atomic<std::int64_t> seconds_ = 0;
};

/// What the operations of a client learn for each other.
struct client_memory {
    retry_quota quota;
    clock_offset clock;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
