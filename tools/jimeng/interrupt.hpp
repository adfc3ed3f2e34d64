#ifndef JIMENG_COMMAND_INTERRUPT_HPP
#define JIMENG_COMMAND_INTERRUPT_HPP

#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace command {

/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a stop request; the run then ends by itself, and a submit that has left
/// is waited for, because the id in its answer is what was paid for. Used-up processor time (SIGXCPU) does so too.
///
/// Signals that follow at once change nothing: `timeout` and a closing terminal send several together. Only one that comes
/// a second or more after the first means it: `last_words` is called and the process ends with 130.
///
/// The signals are blocked in the calling thread and received by a thread of this object, so whatever is called runs in
/// ordinary code, not in a signal handler. Make it before any other thread. A signal that the process was started to
/// ignore, as by `nohup`, stays ignored. The destructor restores the mask, unless a stop was requested: signals that follow
/// it then wait for the end of the process, which is near.
class interrupt {
public:
    explicit interrupt(std::function<void()> action = {}, std::function<void()> last_words = {});
    ~interrupt();
    interrupt(interrupt const&) = delete;
    interrupt& operator=(interrupt const&) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

private:
    void watch(std::stop_token const& over);

    std::stop_source source_;
    std::function<void()> action_;
    std::function<void()> last_words_;
    sigset_t ending_;
    sigset_t mask_before_;
    std::jthread watcher_;
};

} // namespace command

#endif
