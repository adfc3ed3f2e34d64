#ifndef JIMENG_EMULATOR_DETAIL_SERVICE_ACCESS_HPP
#define JIMENG_EMULATOR_DETAIL_SERVICE_ACCESS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/fault_book.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/emulator/unfinished_answer.hpp>

#include <chrono>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {
class service;
}

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// An answer, and whether what was asked for has been done.
struct carried_out {
    unfinished_answer answer;
    bool committed = false;
};

/// For those that carry requests to the service and let the faults of its plan strike on the way.
struct service_access {
    using time_point = std::chrono::system_clock::time_point;

    [[nodiscard]] JIMENG_DECL static fault_book& faults(service& of);
    [[nodiscard]] JIMENG_DECL static call_ticket open_call(service& of, std::string_view target);
    /// Without any fault.
    [[nodiscard]] JIMENG_DECL static carried_out carry_out(service& by, received_request const& request,
                                                           time_point now);
    /// What a fault answers.
    [[nodiscard]] JIMENG_DECL static http_response planned_answer(service& of, planned_fault const& fault,
                                                                  time_point now);
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
