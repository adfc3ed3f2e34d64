#include "process_guard.hpp"

#include <sys/resource.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include <csignal>

namespace command {

namespace {

void be_dumpable([[maybe_unused]] unsigned long yes) noexcept
{
#if defined(__linux__)
    prctl(PR_SET_DUMPABLE, yes, 0UL, 0UL, 0UL);
#endif
}

void write_no_core() noexcept
{
    rlimit const none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    be_dumpable(0);
}

/// At the hard limit the system kills; a soft one below it is told first.
void be_told_of_used_up_time() noexcept
{
    rlimit time{};
    if (getrlimit(RLIMIT_CPU, &time) != 0 || time.rlim_max == RLIM_INFINITY) return;
    if (time.rlim_cur < time.rlim_max || time.rlim_max < 2) return;
    time.rlim_cur = time.rlim_max - 1;
    setrlimit(RLIMIT_CPU, &time);
}

} // namespace

process_guard::process_guard() noexcept
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    write_no_core();
    be_told_of_used_up_time();
}

/// What looks for leaks at the end of a process has to look inside; the secrets are gone by then.
process_guard::~process_guard()
{
    be_dumpable(1);
}

} // namespace command
