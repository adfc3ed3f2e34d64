#ifndef JIMENG_EMULATOR_PLANNED_FAULT_HPP
#define JIMENG_EMULATOR_PLANNED_FAULT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Which calls a fault counts. A call is told by its action or path, and counted whether it is refused or not.
enum class fault_call : std::uint8_t { any, submit, query, download };

/// Where in an exchange a fault strikes, in the order in which they come.
enum class fault_point : std::uint8_t {
    accept,        ///< The connection was taken. No call is known yet, so connections are counted.
    tls,           ///< Before the handshake; the same. Without TLS it is never reached.
    head,          ///< The head of the request was read.
    body,          ///< `at` bytes of the request's body were read.
    before_commit, ///< The request was read whole, and nothing has been done about it.
    after_commit, ///< It was carried out, and no byte of the answer has left. A submit that is refused never comes here.
    reply_byte,   ///< `at` bytes of the answer have left, its head counted. A shorter answer never comes here.
    close,        ///< The answer has left whole.
};

/// What happens there.
enum class fault_action : std::uint8_t {
    close,  ///< The connection is ended, under TLS without a word of farewell.
    reset,  ///< The connection is reset.
    stall,  ///< Nothing more is sent, and the connection stays open.
    delay,  ///< The exchange goes on after `milliseconds`.
    status, ///< `status`, `headers` and `body` are answered. At `head`, `body`, `before_commit` and `after_commit` only.
    body,   ///< The same with 200. At the other points the bare bytes of `body` are sent, and the connection is ended;
            ///< at `close` they follow the answer, and it is not.
};

/// One fault, and the call that meets it.
struct planned_fault {
    fault_call call = fault_call::any;
    std::uint64_t nth =
        1; ///< Of those calls, from 1; 0: every one, but for those that meet a fault of their own there.
    fault_point point = fault_point::before_commit;
    std::uint64_t at = 0; ///< Of `body` and `reply_byte`: how many bytes come before it.
    fault_action action = fault_action::close;
    int status = 0;         ///< 200 to 599.
    http_headers headers{}; ///< Added to the answer, or in the place of its own. Not those that frame it.
    std::string body{};     ///< Sent as it is.
    std::chrono::milliseconds milliseconds{0}; ///< Of the emulator's clock, at most a day.
};

/// At one point a call meets one fault at most: of several, the first that names its number.
using fault_plan = std::vector<planned_fault>;

/// What became of a plan.
struct fault_report {
    std::vector<std::uint64_t> fired{}; ///< For each fault of the plan, how many times.

    [[nodiscard]] std::size_t planned() const noexcept { return fired.size(); }
    /// Faults that never struck: a test that planned them proved nothing.
    [[nodiscard]] std::size_t left() const noexcept
    {
        std::size_t count = 0;
        for (auto const times : fired)
            count += times == 0 ? 1U : 0U;
        return count;
    }
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
