#ifndef JIMENG_EMULATOR_DETAIL_SESSION_HOST_HPP
#define JIMENG_EMULATOR_DETAIL_SESSION_HOST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/fault_book.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <functional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// With the answer, and the fault that strikes before it leaves; null for none. Status 0: no answer.
using answer_callback = std::function<void(http_response, planned_fault const*)>;

/// What a session asks of its server. Callbacks come now or later, on the server's thread, unless the server ends first.
class session_host {
public:
    [[nodiscard]] virtual fault_book& faults() = 0;
    [[nodiscard]] virtual call_ticket open_call(std::string_view target) = 0;
    virtual void answer(received_request const& request, call_ticket const& call, answer_callback done) = 0;
    [[nodiscard]] virtual http_response planned_answer(planned_fault const& fault) = 0;
    /// Calls back once the service's clock has moved so far.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> done) = 0;

protected:
    ~session_host() = default;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
