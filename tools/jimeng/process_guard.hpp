#ifndef JIMENG_COMMAND_PROCESS_GUARD_HPP
#define JIMENG_COMMAND_PROCESS_GUARD_HPP

namespace command {

/// What the command asks of the system for its process while it knows secrets and may owe somebody a paid picture.
///
/// Limits that would end the process become errors of a call, or a signal that can be waited for: a file that grows too
/// large (SIGXFSZ), a pipe that nobody reads (SIGPIPE), and, a second before the end, used-up processor time (SIGXCPU, see
/// `interrupt`). No core is written and no other process of the same user may look inside.
class process_guard {
public:
    process_guard() noexcept;
    ~process_guard();
    process_guard(process_guard const&) = delete;
    process_guard& operator=(process_guard const&) = delete;
};

} // namespace command

#endif
