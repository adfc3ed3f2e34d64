#ifndef JIMENG_CLIENT_DETAIL_FAILURE_KINDS_HPP
#define JIMENG_CLIENT_DETAIL_FAILURE_KINDS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/gateway_codes.hpp>
#include <jimeng/wire/service_codes.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

inline constexpr char look_into_console[] =
    "; the task may exist and be billed: do not submit again unseen, look into the console first";

inline bool is_service_word(error_code const& ec) noexcept
{
    return ec.category() == service_category() || ec.category() == gateway_category();
}

/// Which refusals prove that no task was made. A code that no table has proves nothing, nor does one of a service that
/// broke down, for it may have done so after it took the task.
JIMENG_SELDOM inline verdict verdict_of_refusal(error_code const& ec) noexcept
{
    bool const proof = ec.category() == gateway_category()
                           ? !(ec == condition::maybe_sent)
                           : find_service_code(ec.value()) != nullptr && !is_breakdown(ec.value());
    return proof ? verdict::rejected : verdict::unknown;
}

/// An answer that is not what the service documents: a proxy's page, a redirect, another envelope.
JIMENG_SELDOM inline bool is_odd_answer(error_code const& ec) noexcept
{
    if (ec == gateway_errc::unknown) return true;
    return ec.category() == client_category() && ec.value() >= static_cast<int>(client_errc::bad_http) &&
           ec.value() <= static_cast<int>(client_errc::unexpected_redirect);
}

inline bool is_breakdown_of_query(error_code const& ec) noexcept
{
    return ec.category() == service_category() && is_breakdown(ec.value());
}

/// A right or an interface that is missing prevents asking; the task is none the worse for it.
inline bool is_closed_way(error_code const& ec) noexcept
{
    return ec == service_errc::access_denied || ec == service_errc::no_such_interface;
}

inline bool is_passing_http_status(int status) noexcept
{
    return status == 408 || status == 429 || status >= 500;
}

/// Whether the same query has no chance: a setting or a right has to change first. Everything else may pass, a hotel's
/// certificate, a key store that is down and a session token that is being renewed included.
JIMENG_SELDOM inline bool is_no_use(error_code const& ec) noexcept
{
    if (is_closed_way(ec)) return true;
    if (ec.category() == gateway_category())
        return ec == condition::user_must_act && ec != gateway_errc::invalid_secret_token &&
               ec != gateway_errc::invalid_timestamp;
    if (ec.category() != client_category()) return false;
    bool const prevented = ec.value() < static_cast<int>(client_errc::resolve_failed);
    return (prevented && ec != client_errc::signing_failed) || ec == client_errc::forbidden_address;
}

/// A documented code of the service speaks of the task; all else speaks of the way to it.
inline bool is_verdict_on_task(error_code const& ec) noexcept
{
    return ec.category() == service_category() && find_service_code(ec.value()) != nullptr && !is_closed_way(ec);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
