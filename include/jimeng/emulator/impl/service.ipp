#ifndef JIMENG_EMULATOR_IMPL_SERVICE_IPP
#define JIMENG_EMULATOR_IMPL_SERVICE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/service.hpp>

#include <jimeng/emulator/detail/account_limits.hpp>
#include <jimeng/emulator/detail/gateway.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/links.hpp>
#include <jimeng/emulator/detail/planned_answer.hpp>
#include <jimeng/emulator/detail/query.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/restore.hpp>
#include <jimeng/emulator/detail/service_access.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/detail/submit.hpp>
#include <jimeng/emulator/fault_plan.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

/// `application/json`, with or without parameters.
[[nodiscard]] inline bool is_json(http_headers const& headers)
{
    auto const* const type = find_header(headers, "Content-Type");
    if (type == nullptr) return false;
    auto const media = trimmed(std::string_view{*type}.substr(0, type->find(';')));
    return jimeng::detail::equal_ignoring_case(media, "application/json");
}

[[nodiscard]] inline unfinished_answer carry_out(state& s, received_request const& request, bool submits,
                                                 time_point now)
{
    auto const refused = [&](refusal const& why) -> unfinished_answer {
        return submits ? refuse_submit(s, now, why) : refused_answer(s, now, why);
    };
    if (!submits) ++s.counts.queries;
    if (submits)
        if (auto const why = limit_rate(s, now)) return refused(why);
    if (request.body.size() > s.options.max_body_bytes) return refused(refuse(service_errc::body_too_large));
    if (!is_json(request.headers)) return refused(out_of_range("Content-Type", "not application/json"));
    auto const body = parse_object(request.body);
    if (!body) return refused(out_of_range("body", "not a JSON object, or nested too deeply"));
    if (submits) return submit(s, *body, request.body, now);
    return query(s, *body, now);
}

[[nodiscard]] inline unfinished_answer answer_to(state& s, received_request const& request, time_point now)
{
    if (++s.requests % 1024 == 0) forget_the_past(s, now);
    if (is_result_path(request.target)) return serve_picture(s, request, now);
    auto const admitted = admit(request, s.options, now);
    s.wrapping.action = admitted.own_action ? admitted.action : std::string{};
    if (admitted.error_code.empty()) return carry_out(s, request, admitted.submits, now);
    ++s.counts.gateway_refusals;
    return gateway_answer(s, now, admitted.error_code, admitted.message, admitted.action, admitted.version);
}

JIMENG_DECL fault_book& service_access::faults(service& of)
{
    return of.state_->faults;
}
JIMENG_DECL call_ticket service_access::open_call(service& of, std::string_view target)
{
    auto& s = *of.state_;
    return s.faults.empty() ? call_ticket{} : s.faults.open_call(kind_of_call(s, target));
}
JIMENG_DECL carried_out service_access::carry_out(service& by, received_request const& request, time_point now)
{
    auto& s = *by.state_;
    auto const before = s.counts.accepted_submits;
    auto answer = answer_to(s, request, now + s.options.clock_offset);
    bool const submit = !s.faults.empty() && kind_of_call(s, request.target) == fault_call::submit;
    return {std::move(answer), !submit || s.counts.accepted_submits != before};
}
JIMENG_DECL http_response service_access::planned_answer(service& of, planned_fault const& fault, time_point now)
{
    return detail::planned_answer(fault, now + of.state_->options.clock_offset);
}

} // namespace detail

JIMENG_DECL service::service(service_options options)
{
    check_fault_plan(options.faults);
    state_ = std::make_unique<detail::state>(std::move(options));
    if (auto const why = detail::wrong_with_prices(*state_); !why.empty()) throw std::invalid_argument{why};
    detail::open_ledger(*state_);
}
JIMENG_DECL service::service(service&&) noexcept = default;
JIMENG_DECL service& service::operator=(service&&) noexcept = default;
JIMENG_DECL service::~service() = default;

JIMENG_DECL http_response service::handle(received_request const& request, std::chrono::system_clock::time_point now)
{
    auto answer = begin(request, now);
    while (!answer.step()) {}
    return answer.take();
}

JIMENG_DECL unfinished_answer service::begin(received_request const& request, std::chrono::system_clock::time_point now)
{
    using detail::service_access;
    auto const call = service_access::open_call(*this, request.target);
    auto const struck = [&](fault_point point) {
        auto const* const fault = state_->faults.strike(call, point);
        return fault == nullptr || fault->action == fault_action::delay ? nullptr : fault;
    };
    if (auto const* const fault = struck(fault_point::before_commit))
        return service_access::planned_answer(*this, *fault, now);
    auto done = service_access::carry_out(*this, request, now);
    if (auto const* const fault = done.committed ? struck(fault_point::after_commit) : nullptr)
        return service_access::planned_answer(*this, *fault, now);
    return std::move(done.answer);
}

JIMENG_DECL ledger service::counts() const
{
    return state_->counts;
}
JIMENG_DECL fault_report service::faults() const
{
    return state_->faults.report();
}
JIMENG_DECL service_options const& service::options() const noexcept
{
    return state_->options;
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
