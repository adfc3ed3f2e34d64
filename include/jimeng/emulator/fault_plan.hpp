#ifndef JIMENG_EMULATOR_FAULT_PLAN_HPP
#define JIMENG_EMULATOR_FAULT_PLAN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/planned_fault.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Reads a plan: a JSON list of objects with the members `call` (else `any`), `nth` (else 1; or `"every"`), `point`, `at`,
/// `do`, `status`, `headers`, `body` and `milliseconds`, named as above.
/// @par Errors `std::invalid_argument` with one line: the number of the fault, the member, what is wrong, the remedy.
[[nodiscard]] JIMENG_DECL fault_plan read_fault_plan(std::string_view json);

/// Refuses what makes no sense, such as a status at the point `accept`, in the same words.
JIMENG_DECL void check_fault_plan(fault_plan const& plan);

/// The report as one JSON object: `planned`, `fired`, and `faults` with each one's `call`, `nth`, `point`, `do` and `fired`.
[[nodiscard]] JIMENG_DECL std::string fault_report_json(fault_plan const& plan, fault_report const& report);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/fault_plan.ipp>
#endif

#endif
