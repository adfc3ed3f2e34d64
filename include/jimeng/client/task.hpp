#ifndef JIMENG_CLIENT_TASK_HPP
#define JIMENG_CLIENT_TASK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/net/job_store.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// A submitted task: all that is needed to ask for it again, from this process or another one, for 12 h.
struct task {
    std::string req_key; ///< Of the model it was submitted to; another one is refused.
    task_id id{};
    std::string action_stem{};                  ///< Of the model, where it has actions of its own: see `model_route`.
    result_kind result = result_kind::pictures; ///< What it is expected to bring; whatever else comes is kept too.
    /// Its name in the client's job store, where that has it: what `wait` makes of the task is recorded under it. Empty: as
    /// a job of its own.
    std::string job{};

    /// A task whose id was kept elsewhere: `task::of<text_to_image_v40>(id)`. A job store that has its job is not asked for
    /// it: take the other `of` for that, with `job_folder::find_task(id)->last()`.
    template <described_request Request>
    [[nodiscard]] static task of(task_id id)
    {
        return {std::string{Request::req_key},
                std::move(id),
                std::string{action_stem_of<Request>()},
                result_kind_of<Request>,
                {}};
    }

    /// The task of a job whose last event is this one: to be waited for where `standing_after` says `accepted`. None where
    /// the event has no id.
    [[nodiscard]] static std::optional<task> of(job_event const& last)
    {
        auto id = task_id::parse(std::string_view{last.task_id});
        if (!id) return std::nullopt;
        return task{last.req_key, *id, last.action_stem, last.result, last.job};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
