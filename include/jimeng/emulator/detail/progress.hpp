#ifndef JIMENG_EMULATOR_DETAIL_PROGRESS_HPP
#define JIMENG_EMULATOR_DETAIL_PROGRESS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/emulator/detail/state.hpp>

#include <algorithm>
#include <chrono>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// The state of a task before it is done, by time and by queries, whichever is behind.
[[nodiscard]] inline task_status progress_of(task const& t, service_options const& options, time_point now)
{
    auto const duration = std::max<std::chrono::nanoseconds>(options.task_duration, t.words.slow);
    auto const passed = now - t.submitted;
    if (passed >= duration && t.queries >= options.queries_until_done) return task_status::done;
    if (t.words.slow.count() != 0) return task_status::generating;
    bool const early = passed < duration / 2 || t.queries < options.queries_until_done / 2;
    return early ? task_status::in_queue : task_status::generating;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
