#ifndef JIMENG_CLIENT_GENERATE_OPTIONS_HPP
#define JIMENG_CLIENT_GENERATE_OPTIONS_HPP

#include <jimeng/core/result_options.hpp>
#include <jimeng/core/task.hpp>

#include <functional>
#include <stop_token>
#include <string_view>

namespace jimeng {

/// What an operation is doing. The views live during the call only.
struct progress {
    enum class stage { submitting, accepted, waiting, downloading };

    stage at = stage::submitting;
    std::string_view task_id{};                 ///< From `accepted` on. Untrusted text.
    task_status status = task_status::in_queue; ///< While `waiting`.
    int attempt = 0;                            ///< Queries made so far, or pictures fetched so far.
};

/// How `generate` and `wait` go on after the submit.
struct generate_options {
    result_options results{};
    bool download = true; ///< Fetch the bytes behind the links too; false: links only.
    std::function<void(progress const&)>
        on_progress{};      ///< Called between steps, on the thread that drives the operation.
    std::stop_token stop{}; ///< Ends waiting early; a task that was accepted goes on.
};

} // namespace jimeng

#endif
