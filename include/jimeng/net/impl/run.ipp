#ifndef JIMENG_NET_IMPL_RUN_IPP
#define JIMENG_NET_IMPL_RUN_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/sign/sha256.hpp>

#include <jimeng/wire/file_body.hpp>

#include <exception>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Stands for whatever was thrown and is no `std::exception`.
class thrown_something final : public std::exception {
public:
    char const* what() const noexcept override { return "something that is no std::exception was thrown"; }
};

/// Calls `take` with what is being handled.
template <class Take>
void with_current_exception(Take take)
{
    try {
        throw;
    } catch (std::exception const& error) {
        take(error);
    } catch (...) {
        take(thrown_something{});
    }
}

JIMENG_DECL void end_with_current_exception(operation& op)
{
    with_current_exception([&op](std::exception const& error) { op.threw(error); });
}

JIMENG_SELDOM JIMENG_DECL void note_current_exception(action_result& result, client_errc threw)
{
    result = action_result{threw};
    with_current_exception([&result](std::exception const& error) {
        try {
            result.details.client_message = error.what();
        } catch (std::exception const&) { // the code is worth more than the words
        }
    });
}

/// Reads the files; a complaint where they are not what was signed.
JIMENG_SELDOM inline std::string read_files_inside(http_request& request)
{
    std::string whole, broken;
    if (!read_whole_body(request, whole, &broken))
        return concat({"input image ", for_terminal(broken), " changed before it was sent"});
    if (auto const& expected = request.files->sha256; !expected.empty() && expected != to_hex(sha256(whole)))
        return "an input image changed between being signed and being sent";
    request.body = std::move(whole);
    request.files.reset();
    return {};
}

JIMENG_SELDOM JIMENG_DECL bool with_files_inside(http_request& request, error_code& ec, diagnostics& details)
{
    action_result failed;
    std::string complaint;
    if (!done_without_throwing(failed, client_errc::send_incomplete, [&] { complaint = read_files_inside(request); }))
        complaint = std::move(failed.details.client_message);
    else if (complaint.empty())
        return true;
    ec = client_errc::send_incomplete;
    details.client_message = std::move(complaint);
    return false;
}

JIMENG_SELDOM JIMENG_DECL next_action resumed(operation& op, action_result&& result)
{
    try {
        return op.resume(std::move(result));
    } catch (...) {
        end_with_current_exception(op);
    }
    return {};
}

JIMENG_SELDOM JIMENG_DECL next_action resumed_without_clock(operation& op, action_result&& result, bool first)
{
    auto const action = first ? next_action{.what = next_action::kind::wait} : resumed(op, std::move(result));
    if (action.what != next_action::kind::finish) end_with_current_exception(op);
    return {};
}

JIMENG_SELDOM inline void send_blocking(next_action& action, blocking_calls& calls, action_result& result)
{
    auto& request = action.kept ? *action.kept : action.request;
    std::chrono::system_clock::time_point signed_at{};
    if (action.sign && !signed_without_throwing(result, [&] { signed_at = calls.sign(request); })) return;
    result.signed_at = signed_at;
    (void)done_without_throwing(result, client_errc::transport_threw, [&] {
        result.response = calls.exchange(request, action.options, result.error, result.details);
    });
}

JIMENG_SELDOM inline void do_blocking(next_action& action, blocking_calls& calls, action_result& result)
{
    switch (action.what) {
    case next_action::kind::send: return send_blocking(action, calls, result);
    case next_action::kind::wait:
        calls.wait(action.duration, action.options.stop);
        if (action.options.stop.stop_requested()) result.error = client_errc::cancelled_before_send;
        return;
    case next_action::kind::record:
        (void)done_without_throwing(result, client_errc::not_recorded,
                                    [&] { result.error = action.store->record(*action.event); });
        return;
    case next_action::kind::work: return action.work();
    case next_action::kind::finish: return;
    }
}

JIMENG_SELDOM inline next_action next_blocking(operation& op, blocking_calls& calls, action_result& result, bool first)
{
    try {
        calls.tell(result);
    } catch (...) {
        return resumed_without_clock(op, std::move(result), first);
    }
    return resumed(op, std::move(result));
}

JIMENG_SELDOM JIMENG_DECL void run_blocking(operation& op, blocking_calls& calls)
{
    action_result result;
    for (bool first = true;; first = false) {
        auto action = next_blocking(op, calls, result, first);
        if (action.what == next_action::kind::finish) return;
        result = {};
        try {
            do_blocking(action, calls, result);
        } catch (...) {
            return end_with_current_exception(op);
        }
    }
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
