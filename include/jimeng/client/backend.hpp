#ifndef JIMENG_CLIENT_BACKEND_HPP
#define JIMENG_CLIENT_BACKEND_HPP

#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/http_message.hpp>

#include <concepts>
#include <string>

namespace jimeng::inline JIMENG_ABI {

/// How a service is spoken to: what a call looks like, and what an answer says. It knows nothing of money, patience and
/// files; the machine that asks it does.
///
/// Calls are unsigned. `judge_first` reads the answer to a first call: the task's id, or the error that it says, as
/// `decode_submit` does. `judge` reads the answer to a next call, as `decode_result` does.
/// @par Exemplar
///     struct exemplar_backend {
///         bool serves(task const&) const;
///         http_request first_call(task const&, std::string body) const;
///         task_id judge_first(http_response const&, error_code&, diagnostics&) const;
///         http_request next_call(task const&, result_options const&) const;
///         task_state judge(http_response const&, error_code&, diagnostics&) const;
///     };
/// @par Models
/// `visual_backend`
template <class T>
concept backend = std::copy_constructible<T> &&
    requires(T const& service, task const& which, std::string body, result_options const& results,
             http_response const& reply, error_code& ec, diagnostics& details)
{
    {
        service.serves(which)
        } -> std::convertible_to<bool>;
    {
        service.first_call(which, body)
        } -> std::same_as<http_request>;
    {
        service.judge_first(reply, ec, details)
        } -> std::same_as<task_id>;
    {
        service.next_call(which, results)
        } -> std::same_as<http_request>;
    {
        service.judge(reply, ec, details)
        } -> std::same_as<task_state>;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
