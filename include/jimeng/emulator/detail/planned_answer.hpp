#ifndef JIMENG_EMULATOR_DETAIL_PLANNED_ANSWER_HPP
#define JIMENG_EMULATOR_DETAIL_PLANNED_ANSWER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/fault_rules.hpp>
#include <jimeng/emulator/detail/gateway.hpp>
#include <jimeng/emulator/detail/links.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/state.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Which call a request is, before anything about it was checked.
[[nodiscard]] inline fault_call kind_of_call(state const& s, std::string_view target)
{
    if (is_result_path(target)) return fault_call::download;
    auto const found = read_action(query_of(target), s.options.models);
    if (!found.error_code.empty()) return fault_call::any;
    return found.submits ? fault_call::submit : fault_call::query;
}

/// What a fault puts in the place of the right answer. Status 0, no answer at all, where it ends the connection.
[[nodiscard]] inline http_response planned_answer(planned_fault const& fault, time_point now)
{
    if (!answers(fault)) return {};
    int const status = fault.action == fault_action::status ? fault.status : 200;
    auto response = answer(status, "application/json; charset=utf-8", fault.body, now);
    for (auto const& header : fault.headers)
        set_header(response.headers, header.name, header.value);
    return response;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
