#ifndef JIMENG_EMULATOR_DETAIL_ACCOUNT_LIMITS_HPP
#define JIMENG_EMULATOR_DETAIL_ACCOUNT_LIMITS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/emulator/detail/progress.hpp>
#include <jimeng/emulator/detail/refusal.hpp>
#include <jimeng/emulator/detail/state.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Refuses a submit that comes too soon, and counts one that does not. What is refused does not count, so that a client that
/// keeps trying is not kept out.
/// @par Source 50429, HTTP 429: the pages. That the rate is one of submits, over any second, is assumed.
[[nodiscard]] inline refusal limit_rate(state& s, time_point now)
{
    if (s.options.submits_per_second == 0) return {};
    std::erase_if(s.submits, [&](time_point at) { return at + std::chrono::seconds{1} <= now || at > now; });
    if (s.submits.size() >= s.options.submits_per_second) return refuse(service_errc::rate_limited);
    s.submits.push_back(now);
    return {};
}

/// Refuses a submit while as many tasks run as the account may have.
/// @par Source 50430, HTTP 429: the pages. That a task counts until it is done, and not until its result is taken, is assumed.
[[nodiscard]] inline refusal limit_running(state const& s, time_point now)
{
    if (s.options.most_running == 0) return {};
    auto const running = std::count_if(s.tasks.begin(), s.tasks.end(), [&](auto const& entry) {
        auto const& t = entry.second;
        return t.submitted + s.options.task_life > now && progress_of(t, s.options, now) != task_status::done;
    });
    return static_cast<std::size_t>(running) < s.options.most_running ? refusal{}
                                                                      : refuse(service_errc::concurrency_limited);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
