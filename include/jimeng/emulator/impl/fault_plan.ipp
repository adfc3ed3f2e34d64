#ifndef JIMENG_EMULATOR_IMPL_FAULT_PLAN_IPP
#define JIMENG_EMULATOR_IMPL_FAULT_PLAN_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/fault_plan.hpp>

#include <jimeng/emulator/detail/fault_reader.hpp>
#include <jimeng/emulator/detail/fault_rules.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/json/parse.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

inline void refuse_fault(std::size_t index, std::string_view why)
{
    if (!why.empty()) throw std::invalid_argument{"fault " + std::to_string(index + 1) + ": " + std::string{why}};
}

inline void write_fault(json_writer& json, planned_fault const& fault, std::uint64_t fired)
{
    json.begin_object();
    json.member("call", word_of(fault.call));
    if (fault.nth == 0)
        json.member("nth", "every");
    else
        json.member("nth", static_cast<std::int64_t>(fault.nth));
    json.member("point", word_of(fault.point));
    json.member("do", word_of(fault.action));
    json.member("fired", static_cast<std::int64_t>(fired));
    json.end_object();
}

} // namespace detail

JIMENG_DECL fault_plan read_fault_plan(std::string_view json)
{
    boost::system::error_code ec;
    auto const value = boost::json::parse(boost::json::string_view{json.data(), json.size()}, ec);
    if (ec) throw std::invalid_argument{"no JSON: " + ec.message() + "; write a list of faults"};
    auto const* const list = value.if_array();
    if (list == nullptr) throw std::invalid_argument{"no list; write the faults between [ and ]"};
    fault_plan plan;
    for (auto const& one : *list) {
        planned_fault fault;
        detail::refuse_fault(plan.size(), detail::read_fault_members(one, fault));
        plan.push_back(std::move(fault));
    }
    check_fault_plan(plan);
    return plan;
}

JIMENG_DECL void check_fault_plan(fault_plan const& plan)
{
    for (std::size_t i = 0; i != plan.size(); ++i)
        detail::refuse_fault(i, detail::wrong_with(plan[i]));
}

JIMENG_DECL std::string fault_report_json(fault_plan const& plan, fault_report const& report)
{
    json_writer json;
    json.begin_object();
    json.member("planned", static_cast<std::int64_t>(report.planned()));
    json.member("fired", static_cast<std::int64_t>(report.planned() - report.left()));
    json.key("faults");
    json.begin_array();
    for (std::size_t i = 0; i != plan.size() && i != report.fired.size(); ++i)
        detail::write_fault(json, plan[i], report.fired[i]);
    json.end_array();
    json.end_object();
    return json.take();
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
