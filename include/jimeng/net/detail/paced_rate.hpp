#ifndef JIMENG_NET_DETAIL_PACED_RATE_HPP
#define JIMENG_NET_DETAIL_PACED_RATE_HPP

#include <jimeng/core/config.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// Requests a second, evenly spaced: a token bucket of one token, since a larger one lets two bursts meet in one second.
///
/// After a refusal the rate is half of what it was. It comes back on the curve of CUBIC: fast at first, slowly where it
/// was refused, after a minute there again and then above it, so that few requests are spent on finding out.
class paced_rate {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using nanoseconds = std::chrono::nanoseconds;

    /// What survives the process, where processes share a rate.
    struct memory {
        double refused = 0.0; ///< The rate that was too high; 0: none was.
        time_point refused_at{};
        time_point due{}; ///< Before that nothing leaves.
    };

    /// @param most  Requests a second; taken for the nearest of 0.001 to 1000000.
    explicit paced_rate(double most) noexcept : most_{most >= 0.001 ? std::min(most, 1e6) : 0.001} {}

    [[nodiscard]] double rate(time_point now) const noexcept
    {
        if (memory_.refused <= 0.0) return most_;
        auto const minutes = std::chrono::duration<double, std::ratio<60>>{now - memory_.refused_at}.count();
        double const x = std::min(minutes, 60.0) - 1.0;
        return std::clamp(memory_.refused * (1.0 + x * x * x / 2), std::min(0.5, most_), most_);
    }

    /// Zero: one may leave now. @param ahead  How many come before.
    [[nodiscard]] nanoseconds wait(time_point now, int ahead) const noexcept
    {
        return std::max(memory_.due - now + interval(now) * ahead, nanoseconds{0});
    }

    void take(time_point now) noexcept { memory_.due = std::max(memory_.due, now) + interval(now); }

    /// Refusals of requests that were under way together count once.
    void refuse(time_point now) noexcept
    {
        if (memory_.refused > 0.0 && now - memory_.refused_at < std::chrono::seconds{1}) return;
        memory_.refused = rate(now);
        memory_.refused_at = now;
        memory_.due = std::max(memory_.due, now + interval(now));
    }

    [[nodiscard]] memory const& remembered() const noexcept { return memory_; }
    /// Another process's memory, or one from before the machine was started anew: its times are brought within reach.
    void remember(memory from, time_point now) noexcept
    {
        memory_ = from;
        memory_.refused_at = std::min(from.refused_at, now);
        if (from.refused > 0.0) memory_.refused = std::clamp(from.refused, std::min(0.5, most_), most_);
        memory_.due = std::min(from.due, now + 2 * interval(now));
    }

private:
    [[nodiscard]] nanoseconds interval(time_point now) const noexcept
    {
        return std::chrono::ceil<nanoseconds>(std::chrono::duration<double>{1.0 / rate(now)});
    }

    double most_;
    memory memory_{};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
