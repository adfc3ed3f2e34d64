#ifndef JIMENG_NET_DETAIL_RUN_STEPS_HPP
#define JIMENG_NET_DETAIL_RUN_STEPS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/operation.hpp>

#include <chrono>
#include <concepts>

namespace jimeng::inline JIMENG_ABI::detail {

/// What signs; a driver calls it right before the request goes to the transport.
template <class T>
concept request_signer = std::invocable<T&, http_request&, std::chrono::system_clock::time_point>;

/// Puts the files of a request into its body, for a transport that sends nothing else. False where one of them changed.
JIMENG_DECL bool with_files_inside(http_request& request, error_code& ec, diagnostics& details);

/// The exception that is being handled becomes the result.
JIMENG_DECL void note_current_exception(action_result& result, client_errc threw);

/// False where it threw: the result then has this error and the exception's words.
template <class What>
bool done_without_throwing(action_result& result, client_errc threw, What what)
{
    try {
        what();
        return true;
    } catch (...) {
        note_current_exception(result, threw);
        return false;
    }
}

/// What a signer throws becomes the result of the call: the task that was paid before must not be lost with it.
template <class Sign>
bool signed_without_throwing(action_result& result, Sign sign)
{
    if (done_without_throwing(result, client_errc::signing_failed, sign)) return true;
    result.details.client_message.insert(0, "signing failed: ");
    return false;
}

/// Its next action; where it throws and knows how to end with that, to finish.
JIMENG_DECL next_action resumed(operation& op, action_result&& result);

/// Ends the operation with the exception that is being handled, or throws it again where the operation does not take it.
JIMENG_DECL void end_with_current_exception(operation& op);

/// The transport's clock threw. What came is told all the same, for it may hold a paid task's id; then the operation ends.
JIMENG_DECL next_action resumed_without_clock(operation& op, action_result&& result, bool first);

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
