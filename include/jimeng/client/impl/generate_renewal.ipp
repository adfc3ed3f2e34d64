#ifndef JIMENG_CLIENT_IMPL_GENERATE_RENEWAL_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_RENEWAL_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Of an older task the service knows nothing any more.
/// @par Source The vendor's query page: a task is kept for 12 hours.
inline constexpr std::chrono::hours life_of_task{12};

/// The task is asked once more, for links in the place of those that died. Whatever comes of it, what the links were
/// refused with is the worst that is told.
JIMENG_SELDOM inline next_action generate_fsm::renew_links()
{
    auto const left = results_.time_left(now_);
    if (now_ - accepted_ >= life_of_task || left <= left.zero()) return keep_dead_links();
    if (!plan_.admission) return ask_for_links();
    auto const said = ask_limiter(call_permit_, limiter::use::call);
    if (said.what == admission::kind::admitted) return ask_for_links();
    bool const worth_it = said.what == admission::kind::later && said.again_after < left;
    return worth_it ? wait(said.again_after, stage::admitting_renewal) : keep_dead_links();
}

JIMENG_SELDOM inline next_action generate_fsm::ask_for_links()
{
    stage_ = stage::renewing;
    auto wanted = plan_.options.results;
    wanted.return_url = true;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = plan_.backend.next_call(plan_.task, wanted);
    action.options.timeout = std::clamp(results_.time_left(now_), std::chrono::milliseconds{1}, plan_.call_timeout);
    bool const small = plan_.task.result != result_kind::data;
    action.options.max_body_bytes = small ? most_answer_bytes : most_base64_answer_bytes;
    action.options.stop = plan_.options.stop;
    return action;
}

JIMENG_SELDOM inline next_action generate_fsm::links_came(action_result const& result)
{
    auto ec = result.error;
    diagnostics ignored;
    task_state state;
    if (!ec.failed()) state = plan_.backend.judge(result.response, ec, ignored);
    call_permit_.release(ec, steady_);
    if (ec.failed() || state.status != task_status::done) return keep_dead_links();
    results_.take_new_links(std::move(state));
    return plan_.store ? record(links_event(), stage::recording_done) : follow_links();
}

JIMENG_SELDOM inline next_action generate_fsm::keep_dead_links()
{
    call_permit_.release(make_error_code(client_errc::cancelled), steady_); // or the place in the line
    results_.keep_dead_links();
    return plan_.options.stop.stop_requested() ? stopped() : follow_links();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
