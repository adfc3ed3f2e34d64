#include "interrupt.hpp"

#include "exit_code.hpp"

#include <unistd.h>

#include <chrono>
#include <optional>

namespace command {

namespace {

constexpr int ending[]{SIGINT, SIGTERM, SIGHUP, SIGXCPU};

/// Wakes the watcher at the end; nobody else sees it.
constexpr int wake = SIGUSR1;

bool is_ignored(int which)
{
    struct sigaction now {};
    return sigaction(which, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t ending_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (int const which : ending)
        if (!is_ignored(which)) sigaddset(&set, which);
    return set;
}

/// What came too late to be watched must not end the process once the mask is restored.
void drop_pending(sigset_t const& signals)
{
    for (int const which : ending) {
        sigset_t pending;
        if (sigismember(&signals, which) != 1 || sigpending(&pending) != 0 || sigismember(&pending, which) != 1)
            continue;
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, which);
        int taken = 0;
        sigwait(&one, &taken);
    }
}

/// Whether a signal came so late that it is no echo of the first.
class insistence {
public:
    bool is_shown_by(int which)
    {
        auto const now = std::chrono::steady_clock::now();
        if (!first_) first_ = now;
        return which != SIGXCPU && now - *first_ >= std::chrono::seconds{1};
    }

private:
    std::optional<std::chrono::steady_clock::time_point> first_;
};

} // namespace

interrupt::interrupt(std::function<void()> action, std::function<void()> last_words)
    : action_{std::move(action)},
      last_words_{std::move(last_words)},
      ending_{ending_signals()}
{
    sigset_t blocked = ending_;
    sigaddset(&blocked, wake);
    pthread_sigmask(SIG_BLOCK, &blocked, &mask_before_);
    watcher_ = std::jthread{[this](std::stop_token over) { watch(over); }}; // which starts with the mask of this thread
    if (sigismember(&mask_before_, wake) != 1) {
        sigset_t own;
        sigemptyset(&own);
        sigaddset(&own, wake);
        pthread_sigmask(SIG_UNBLOCK, &own, nullptr);
    }
}

void interrupt::watch(std::stop_token const& over)
{
    sigset_t awaited = ending_;
    sigaddset(&awaited, wake);
    insistence user;
    for (int which = 0;;) {
        if (sigwait(&awaited, &which) != 0) continue;
        if (over.stop_requested()) return;
        if (which == wake) continue;
        if (user.is_shown_by(which)) {
            if (last_words_) last_words_();
            _exit(interrupted);
        }
        if (source_.request_stop() && action_) action_();
    }
}

/// The watcher sleeps until a signal comes, so one is sent to it; the process as a whole does not see it.
interrupt::~interrupt()
{
    watcher_.request_stop();
    pthread_kill(watcher_.native_handle(), wake);
    watcher_.join();
    if (source_.stop_requested()) return; // the process is about to end: an echo must not end it before its last line
    drop_pending(ending_);
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

} // namespace command
