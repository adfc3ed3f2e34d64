#ifndef JIMENG_TESTING_MANUAL_CLOCK_HPP
#define JIMENG_TESTING_MANUAL_CLOCK_HPP

#include <jimeng/core/config.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::testing {

/// A time that moves only when it is told to.
class manual_clock {
public:
    using time_point = std::chrono::system_clock::time_point;

    /// @param start  By default 2025-01-01 00:00:00 UTC.
    explicit manual_clock(time_point start = time_point{std::chrono::seconds{1'735'689'600}}) noexcept : now_{start} {}

    [[nodiscard]] time_point now() const noexcept { return now_; }

    void advance(std::chrono::nanoseconds duration) noexcept
    {
        now_ += std::chrono::duration_cast<time_point::duration>(duration);
    }

    /// Never goes back.
    void advance_to(time_point then) noexcept { now_ = std::max(now_, then); }

private:
    time_point now_;
};

} // namespace jimeng::inline JIMENG_ABI::testing

#endif
