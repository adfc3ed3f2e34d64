#ifndef JIMENG_NET_DETAIL_ACCOUNT_STATE_HPP
#define JIMENG_NET_DETAIL_ACCOUNT_STATE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/account_limits.hpp>
#include <jimeng/net/detail/full_jitter.hpp>
#include <jimeng/net/detail/paced_rate.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// What is known of an account's limits, and what follows from it for the next submit. Without a clock, without a lock.
class account_state {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using nanoseconds = std::chrono::nanoseconds;

    /// Why a submit has to wait.
    enum class reason { none, tasks, refused, rate };

    struct hold {
        reason why = reason::none;
        nanoseconds wait{0};
    };

    /// What is known of the number of tasks.
    struct task_memory {
        int limit = 0;              ///< That was learned; 0: none was.
        int clean = 0;              ///< Tasks that ended well since it changed.
        int refusals = 0;           ///< In a row.
        bool awaits_end = false;    ///< The next submit waits for the end of a running task ...
        bool awaits_chance = false; ///< ... or for a time that has not been drawn yet ...
        time_point refused_at{};    ///< ... after this moment.
        time_point again_at{};      ///< That time.
    };

    explicit account_state(account_limits const& limits) noexcept
        : submits{limits.submits_per_second},
          queries{limits.queries_per_second},
          most_{std::max(limits.tasks, 1)}
    {}

    [[nodiscard]] int task_limit() const noexcept
    {
        return memory_.limit == 0 ? most_ : std::clamp(memory_.limit, 1, most_);
    }

    /// @param running  Tasks of ours. @param ahead  How many submits come before this one.
    hold before_submit(time_point now, double random, int running, int ahead) noexcept
    {
        if (memory_.awaits_end && running == 0) await_chance();
        if (memory_.awaits_chance) draw(random);
        if (memory_.awaits_end) return {reason::refused, next_look(ahead, random)};
        if (now < memory_.again_at) return {reason::refused, memory_.again_at - now + ahead * shortest_look};
        if (running + ahead >= task_limit()) return {reason::tasks, next_look(ahead, random)};
        auto const wait = submits.wait(now, ahead);
        return {wait > nanoseconds{0} ? reason::rate : reason::none, wait};
    }

    /// The service takes no more tasks at once. @param running  Tasks of ours that it did take.
    void refuse_task(time_point now, int running) noexcept
    {
        memory_.limit = std::max(1, task_limit() * 7 / 10);
        memory_.clean = 0;
        memory_.refusals = std::min(memory_.refusals + 1, 1000);
        memory_.refused_at = now;
        memory_.awaits_end = running > 0;
        memory_.awaits_chance = running == 0;
    }

    /// A task of ours is over, or not waited for any more.
    /// @param accepted  The service had taken it. @param clean  It ended well.
    void end_task(bool accepted, bool clean) noexcept
    {
        memory_.awaits_end = false;
        if (accepted) memory_.refusals = 0;
        if (!clean || memory_.limit == 0) return;
        if (++memory_.clean < 2 * task_limit()) return;
        memory_.clean = 0;
        memory_.limit = task_limit() + 1 >= most_ ? 0 : task_limit() + 1;
    }

    [[nodiscard]] task_memory const& remembered() const noexcept { return memory_; }
    void remember(task_memory const& from, time_point now) noexcept
    {
        memory_ = from;
        memory_.refused_at = std::min(from.refused_at, now);
        memory_.again_at = std::min<time_point>(from.again_at, now + refusals_apart.longest);
    }

    paced_rate submits;
    paced_rate queries;

private:
    static constexpr nanoseconds shortest_look = std::chrono::milliseconds{200};
    static constexpr backoff refusals_apart{std::chrono::seconds{2}, std::chrono::seconds{60}};

    void await_chance() noexcept
    {
        memory_.awaits_end = false;
        memory_.awaits_chance = true;
    }
    void draw(double random) noexcept
    {
        memory_.awaits_chance = false;
        memory_.again_at = memory_.refused_at + after_throttling(refusals_apart, memory_.refusals - 1, random);
    }
    /// Who stands farther back looks less often; chance keeps processes from looking in step.
    [[nodiscard]] static nanoseconds next_look(int ahead, double random) noexcept
    {
        auto const look = shortest_look * (ahead + 1);
        return look + nanoseconds{static_cast<nanoseconds::rep>(static_cast<double>(look.count()) * random / 4)};
    }

    int most_;
    task_memory memory_{};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
