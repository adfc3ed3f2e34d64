#ifndef JIMENG_COMMAND_INTERRUPT_HPP
#define JIMENG_COMMAND_INTERRUPT_HPP

#include <functional>
#include <stop_token>
#include <thread>

namespace command {

/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a stop request and the second into an immediate end with 130.
///
/// The signals are blocked in the calling thread and received by a thread of this object, so whatever the action does
/// runs in ordinary code, not in a signal handler. Make it before any other thread.
class interrupt {
public:
    explicit interrupt(std::function<void()> action = {});
    ~interrupt();
    interrupt(interrupt const&) = delete;
    interrupt& operator=(interrupt const&) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

private:
    std::stop_source source_;
    std::function<void()> action_;
    std::jthread watcher_;
};

} // namespace command

#endif
