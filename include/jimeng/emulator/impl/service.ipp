#ifndef JIMENG_EMULATOR_IMPL_SERVICE_IPP
#define JIMENG_EMULATOR_IMPL_SERVICE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/service.hpp>

#include <jimeng/emulator/detail/gateway.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/links.hpp>
#include <jimeng/emulator/detail/query.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/detail/submit.hpp>

#include <chrono>
#include <memory>
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
    if (request.body.size() > s.options.max_body_bytes) return refused(refuse(service_errc::body_too_large));
    if (!is_json(request.headers)) return refused(out_of_range("Content-Type", "not application/json"));
    auto const body = parse_object(request.body);
    if (!body) return refused(out_of_range("body", "not a JSON object, or nested too deeply"));
    if (submits) return submit(s, *body, request.body, now);
    return query(s, *body, now);
}

} // namespace detail

JIMENG_DECL service::service(service_options options) : state_{std::make_unique<detail::state>(std::move(options))} {}
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
    auto& s = *state_;
    if (++s.requests % 1024 == 0) detail::forget_the_past(s, now);
    if (detail::is_result_path(request.target)) return detail::serve_picture(s, request, now);
    auto const admitted = detail::admit(request, s.options, now);
    s.wrapping.action = admitted.own_action ? admitted.action : std::string{};
    if (admitted.error_code.empty()) return detail::carry_out(s, request, admitted.submits, now);
    ++s.counts.gateway_refusals;
    return detail::gateway_answer(s, now, admitted.error_code, admitted.message, admitted.action, admitted.version);
}

JIMENG_DECL ledger service::counts() const
{
    return state_->counts;
}
JIMENG_DECL service_options const& service::options() const noexcept
{
    return state_->options;
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
