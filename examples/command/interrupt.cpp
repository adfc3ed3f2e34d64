#include "interrupt.hpp"

#include "exit_code.hpp"

#include <csignal>
#include <ctime>
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
        timespec const pause{0, 50'000'000};
        for (int received = 0; !over.stop_requested();) {
            if (sigtimedwait(&signals, nullptr, &pause) < 0) continue;
            if (++received > 1) _exit(interrupted);
            source_.request_stop();
            if (action_) action_();
        }
    }};
}

interrupt::~interrupt() = default;

} // namespace command
