#include "interrupt.hpp"

#include "exit_code.hpp"

#include <csignal>
#include <unistd.h>

namespace command {

namespace {

sigset_t ending_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

interrupt::interrupt(std::function<void()> action) : action_{std::move(action)}
{
    auto const signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    watcher_ = std::jthread{[this, signals](std::stop_token over) {
        for (int received = 0, which = 0;;) {
            if (sigwait(&signals, &which) != 0) continue;
            if (over.stop_requested()) return;
            if (++received > 1) _exit(interrupted);
            source_.request_stop();
            if (action_) action_();
        }
    }};
}

/// The watcher sleeps until a signal comes, so one is sent to it; the process as a whole does not see it.
interrupt::~interrupt()
{
    watcher_.request_stop();
    pthread_kill(watcher_.native_handle(), SIGTERM);
}

} // namespace command
