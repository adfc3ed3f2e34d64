#ifndef JIMENG_CLIENT_TASK_HPP
#define JIMENG_CLIENT_TASK_HPP

#include <jimeng/core/field.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/task.hpp>

#include <string>
#include <utility>

namespace jimeng {

/// A submitted task: all that is needed to ask for it again, from this process or another one, for 12 h.
struct task {
    std::string req_key; ///< Of the model it was submitted to; another one is refused.
    task_id id{};
    result_kind result = result_kind::pictures; ///< What it is expected to bring; whatever else comes is kept too.

    /// A task whose id was kept elsewhere: `task::of<text_to_image_v40>(id)`.
    template <described_request Request>
    [[nodiscard]] static task of(task_id id)
    {
        return {std::string{Request::req_key}, std::move(id), result_kind_of<Request>};
    }
};

} // namespace jimeng

#endif
