#ifndef JIMENG_CLIENT_DETAIL_PLAN_HPP
#define JIMENG_CLIENT_DETAIL_PLAN_HPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/registry.hpp>
#include <jimeng/wire/encode.hpp>

#include <string>
#include <utility>

namespace jimeng::detail {

/// What is common to all plans; refuses what can be refused before anything is sent.
JIMENG_DECL generate_plan make_plan(generate_plan::goal goal, client_options const& options,
                                    generate_options const& how, error_code& ec, diagnostics& details);

JIMENG_DECL void refuse(violation const& broken, error_code& ec, diagnostics& details);

/// The plan of an operation that begins with a submit. The request is encoded here, so it may die right after.
template <described_request Request>
generate_plan plan_submit(generate_plan::goal goal, Request const& request, client_options const& options,
                          generate_options const& how, error_code& ec, diagnostics& details)
{
    auto plan = make_plan(goal, options, how, ec, details);
    details.submitted = verdict::not_sent;
    if (ec.failed()) return plan;
    if (auto const broken = check(request)) return refuse(broken, ec, details), plan;
    plan.task.req_key = Request::req_key;
    plan.submit_body = encode_submit(request);
    return plan;
}

inline generate_plan plan_task(generate_plan::goal goal, task const& which, client_options const& options,
                               generate_options const& how, error_code& ec, diagnostics& details)
{
    auto plan = make_plan(goal, options, how, ec, details);
    plan.task = which;
    if (!ec.failed() && which.id.empty()) refuse({rule::task_id_is_printable, "task_id", "", ""}, ec, details);
    return plan;
}

} // namespace jimeng::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/plan.ipp>
#endif

#endif
