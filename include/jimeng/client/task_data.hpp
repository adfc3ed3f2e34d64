#ifndef JIMENG_CLIENT_TASK_DATA_HPP
#define JIMENG_CLIENT_TASK_DATA_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>

#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// The facts that a task brought, and the task itself: also where an operation failed, it is set as soon as the service gave
/// an id.
struct task_data {
    std::string response_data{}; ///< `resp_data` of the answer, JSON as text. Untrusted.
    jimeng::task task{};
    pictures others{}; ///< What came beside it: it is paid as well.
};

[[nodiscard]] inline task_data to_task_data(pictures all)
{
    task_data result{std::move(all.response_data), all.task, {}};
    result.others = std::move(all);
    return result;
}

/// The same the other way round.
[[nodiscard]] inline pictures to_pictures(task_data all)
{
    all.others.response_data = std::move(all.response_data);
    all.others.task = std::move(all.task);
    return std::move(all.others);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
