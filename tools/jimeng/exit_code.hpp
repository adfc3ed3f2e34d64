#ifndef JIMENG_COMMAND_EXIT_CODE_HPP
#define JIMENG_COMMAND_EXIT_CODE_HPP

#include <jimeng/wire/diagnostics.hpp>

namespace command {

/// What the command's exit code tells. It never depends on the output format.
enum exit_code : int {
    success = 0,
    usage = 2,           ///< The command line or a value on it.
    configuration = 3,   ///< Credentials or a variable.
    authentication = 4,  ///< The service refused key, signature, clock or permission.
    content_refused = 5, ///< A review refused prompt, input or output.
    throttled = 6,       ///< Too many requests or tasks.
    service_failed = 7,  ///< The service said that it failed.
    not_sent = 8,        ///< Network or TLS; nothing was sent, nothing is billed.
    still_running = 9,   ///< The task goes on; wait for it by its id.
    submit_unknown = 10, ///< The submit may have been accepted.
    task_lost = 11,      ///< Unknown to the service, or expired.
    not_all_saved = 12,  ///< Paid, but not every picture was saved; the task can be asked again.
    local_io = 13,       ///< A local file could not be written.
    protocol = 14,       ///< The answer is not what the service documents.
    interrupted = 130,   ///< Ctrl-C.
};

[[nodiscard]] exit_code exit_code_of(jimeng::error_code const& ec, jimeng::diagnostics const& details);

} // namespace command

#endif
