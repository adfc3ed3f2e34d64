#ifndef JIMENG_CLIENT_IMPL_START_IPP
#define JIMENG_CLIENT_IMPL_START_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/client/detail/start.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/origin.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM inline void refuse(violation const& broken, error_code& ec, diagnostics& details)
{
    ec = client_errc::rule_broken;
    details.client_message = for_terminal(describe(broken));
}

/// A wait or a limit of less than a millisecond would be none.
inline std::chrono::milliseconds at_least_one(std::chrono::milliseconds duration)
{
    return std::max(bounded_duration(duration), std::chrono::milliseconds{1});
}

JIMENG_SELDOM inline poll_policy bounded(poll_policy policy)
{
    policy.first_wait = at_least_one(policy.first_wait);
    if (policy.interval) policy.interval = at_least_one(*policy.interval);
    policy.longest_wait = at_least_one(policy.longest_wait);
    policy.wait_after_throttling = at_least_one(policy.wait_after_throttling);
    policy.deadline = at_least_one(policy.deadline);
    policy.grace = bounded_duration(policy.grace);
    policy.sighting_gap = bounded_duration(policy.sighting_gap);
    return policy;
}

/// What all plans have in common.
JIMENG_SELDOM inline generate_plan plan_for(goal until, result_kind kind, client_base const& client,
                                            generate_options const& how, error_code& ec, diagnostics& details)
{
    ec.clear();
    details = {};
    auto const& options = client.options;
    generate_plan plan{.until = until,
                       .options = how,
                       .poll = bounded(options.poll),
                       .submit = options.submit,
                       .call_timeout = at_least_one(options.call_timeout),
                       .store = options.store,
                       .endpoint = std::string{without_user(options.address())},
                       .admission = options.admission,
                       .work_apart = options.disk != nullptr,
                       .memory = client.memory};
    plan.options.download_timeout = at_least_one(how.download_timeout);
    bool const brings_results = until == goal::generate || until == goal::wait;
    if (brings_results && how.already_saved) plan.kept = kept_results{*how.already_saved};
    plan.backend = visual_backend{parse_address(options.address(), ec), options.route};
    if (ec.failed())
        details.client_message =
            concat({"endpoint ", for_terminal(without_user(options.address())), ": ", ec.message()});
    else if (auto const broken = check(how.results, kind))
        refuse(broken, ec, details);
    else if (!how.output.empty() && brings_results)
        ec = check_output(how.output.text(), how.overwrite, details, plan.kept.all());
    return plan;
}

/// Where the route leads to no such model, or its actions cannot say how the result is wanted: nothing is sent.
JIMENG_SELDOM inline void refuse_other_route(generate_plan const& plan, error_code& ec, diagnostics& details)
{
    auto const& wanted = plan.options.results;
    bool const labelled = wanted.watermark || wanted.aigc_meta;
    if (plan.backend.serves(plan.task) && !(labelled && plan.backend.ignores_results(plan.task))) return;
    ec = client_errc::rule_broken;
    if (labelled) {
        details.client_message = concat({"results: the actions of ", for_terminal(plan.task.req_key),
                                         " take neither watermark nor aigc_meta; take the generic route"});
        return;
    }
    details.client_message =
        concat({"route: no actions are known that bear the name of ", for_terminal(plan.task.req_key),
                "; take the generic route, which serves all models"});
}

JIMENG_SELDOM JIMENG_DECL void fsm_deleter::operator()(generate_fsm* fsm) const noexcept
{
    delete fsm;
}

JIMENG_SELDOM JIMENG_DECL fsm_handle plan_submit(goal until, prepared_request request, client_base const& client,
                                                 generate_options const& how, error_code& ec, diagnostics& details)
{
    auto plan = plan_for(until, request.result, client, how, ec, details);
    details.submitted = verdict::not_sent;
    if (!ec.failed() && request.broken) refuse(request.broken, ec, details);
    plan.task = {std::string{request.req_key}, {}, std::string{request.action_stem}, request.result, {}};
    if (!ec.failed()) refuse_other_route(plan, ec, details);
    plan.submit_body = std::move(request.body);
    if (request.files)
        plan.submit_files = std::make_shared<file_body>(*request.files); // copies may run at the same time
    return fsm_handle{new generate_fsm{std::move(plan)}};
}

/// What prevents a query says nothing of the task, which is there and paid.
JIMENG_SELDOM inline void tell_of_task(task_id const& id, error_code& ec, diagnostics& details)
{
    details.task_id = id.text();
    details.cause = ec;
    ec = client_errc::waiting_failed;
}

JIMENG_SELDOM JIMENG_DECL fsm_handle plan_task(goal until, task const& which, client_base const& client,
                                               generate_options const& how, error_code& ec, diagnostics& details)
{
    auto plan = plan_for(until, which.result, client, how, ec, details);
    plan.task = which;
    if (!ec.failed() && which.id.empty()) refuse({rules::task_id_is_printable, "task_id", "", ""}, ec, details);
    if (!ec.failed()) refuse_other_route(plan, ec, details);
    if (ec.failed() && !which.id.empty()) tell_of_task(which.id, ec, details);
    return fsm_handle{new generate_fsm{std::move(plan)}};
}

JIMENG_SELDOM JIMENG_DECL void run_to_end(generate_fsm& fsm, blocking_calls& calls, error_code& ec,
                                          diagnostics& details)
{
    if (ec.failed()) return;
    run_blocking(fsm, calls);
    ec = fsm.error();
    details = fsm.take_details();
}

JIMENG_SELDOM JIMENG_DECL pictures pictures_of(generate_fsm& fsm)
{
    return fsm.take_pictures();
}
JIMENG_SELDOM JIMENG_DECL task task_of(generate_fsm& fsm)
{
    return fsm.take_task();
}
JIMENG_SELDOM JIMENG_DECL task_state state_of(generate_fsm& fsm)
{
    return fsm.take_state();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
