#ifndef JIMENG_CLIENT_IMPL_PLAN_IPP
#define JIMENG_CLIENT_IMPL_PLAN_IPP

#include <jimeng/client/detail/plan.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/origin.hpp>

namespace jimeng::detail {

JIMENG_DECL void refuse(violation const& broken, error_code& ec, diagnostics& details)
{
    ec = client_errc::rule_broken;
    details.client_message = for_terminal(describe(broken));
}

JIMENG_DECL generate_plan make_plan(generate_plan::goal goal, client_options const& options,
                                    generate_options const& how, error_code& ec, diagnostics& details)
{
    ec.clear();
    details = {};
    generate_plan plan;
    plan.until = goal;
    plan.options = how;
    plan.poll = options.poll;
    plan.call_timeout = options.call_timeout;
    plan.origin = parse_origin(options.endpoint, ec);
    if (ec.failed())
        details.client_message = "endpoint " + for_terminal(options.endpoint) + ": " + ec.message();
    else if (auto const broken = check(how.results))
        refuse(broken, ec, details);
    return plan;
}

} // namespace jimeng::detail

#endif
