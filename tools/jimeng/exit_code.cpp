#include "exit_code.hpp"

#include <jimeng/wire/error.hpp>

namespace command {

namespace {

exit_code of_client_error(jimeng::client_errc error)
{
    using enum jimeng::client_errc;
    switch (error) {
    case rule_broken:
    case output_exists:
    case bad_path: return usage;
    case not_admitted: return throttled; // by the account's limits
    case no_credentials:
    case bad_endpoint:
    case insecure_endpoint:
    case bad_setting:
    case bad_ca_file:
    case bad_proxy: return configuration;
    case still_running: return exit_code::still_running;
    case jimeng::client_errc::submit_unknown: return exit_code::submit_unknown;
    case jimeng::client_errc::task_lost:
    case task_expired: return exit_code::task_lost;
    case partly_saved:
    case link_expired:
    case bad_image:
    case bad_base64:
    case size_mismatch: return not_all_saved;
    case file_io:
    case job_locked:
    case disk_full:
    case not_private:
    case job_exists:
    case not_recorded: return local_io;
    case empty_result: return service_failed;
    case cancelled:
    case cancelled_before_send: return interrupted;
    default: break;
    }
    int const value = static_cast<int>(error);
    return value >= 250 && value < 300 ? protocol : not_sent;
}

/// Of a limiter that cannot work, and is not only busy.
bool is_of_files(jimeng::error_code const& cause)
{
    return cause.category() == jimeng::client_category() &&
           of_client_error(static_cast<jimeng::client_errc>(cause.value())) == local_io;
}

/// The task goes on; whoever asks for it again may have to mend something first.
exit_code of_closed_way(jimeng::error_code const& cause)
{
    if (cause == jimeng::condition::authentication_refused) return authentication;
    if (cause.category() != jimeng::client_category()) return still_running;
    auto const code = of_client_error(static_cast<jimeng::client_errc>(cause.value()));
    return code == usage || code == configuration || code == protocol ? code : still_running;
}

} // namespace

exit_code exit_code_of(jimeng::error_code const& ec, jimeng::diagnostics const& details)
{
    if (!ec.failed()) return success;
    if (details.submitted == jimeng::verdict::unknown) return submit_unknown;
    if (ec == jimeng::condition::throttled) return throttled;
    if (ec == jimeng::condition::authentication_refused) return authentication;
    if (ec == jimeng::condition::content_refused) return content_refused;
    if (ec.category() != jimeng::client_category()) return service_failed;
    auto const error = static_cast<jimeng::client_errc>(ec.value());
    if (error == jimeng::client_errc::not_admitted && is_of_files(details.cause)) return local_io;
    return error == jimeng::client_errc::waiting_failed ? of_closed_way(details.cause) : of_client_error(error);
}

} // namespace command
