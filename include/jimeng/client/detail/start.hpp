#ifndef JIMENG_CLIENT_DETAIL_START_HPP
#define JIMENG_CLIENT_DETAIL_START_HPP

#include <jimeng/client/detail/client_base.hpp>
#include <jimeng/client/detail/goal.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/wire/prepared_request.hpp>
#include <jimeng/wire/task_state.hpp>

#include <memory>

namespace jimeng::inline JIMENG_ABI::detail {

class generate_fsm;

struct fsm_deleter {
    JIMENG_DECL void operator()(generate_fsm* fsm) const noexcept;
};

/// The machine behind the seam: a file that uses the client does not see what it is made of.
using fsm_handle = std::unique_ptr<generate_fsm, fsm_deleter>;

/// Starts nothing yet: makes the machine, and refuses what can be refused before anything is sent.
JIMENG_DECL fsm_handle plan_submit(goal until, prepared_request request, client_base const& client,
                                   generate_options const& how, error_code& ec, diagnostics& details);
JIMENG_DECL fsm_handle plan_task(goal until, task const& which, client_base const& client, generate_options const& how,
                                 error_code& ec, diagnostics& details);

/// The same task, of which a video is expected.
[[nodiscard]] inline task of_video(task which)
{
    which.result = result_kind::video;
    return which;
}

/// Runs the machine to its end unless it was refused, and says how it ended.
JIMENG_DECL void run_to_end(generate_fsm& fsm, blocking_calls& calls, error_code& ec, diagnostics& details);

JIMENG_DECL pictures pictures_of(generate_fsm& fsm);
JIMENG_DECL task task_of(generate_fsm& fsm);
JIMENG_DECL task_state state_of(generate_fsm& fsm);

/// What a caller means who gives no options.
template <class Options>
Options const& default_options() noexcept
{
    static Options const options;
    return options;
}
#ifdef JIMENG_SEPARATE_COMPILATION
extern template generate_options const& default_options<generate_options>() noexcept;
#endif

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/start.ipp>
#endif

#endif
