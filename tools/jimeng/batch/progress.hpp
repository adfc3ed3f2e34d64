#ifndef JIMENG_COMMAND_BATCH_PROGRESS_HPP
#define JIMENG_COMMAND_BATCH_PROGRESS_HPP

#include "tally.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace command::batch {

/// How a batch tells where it is: on a terminal one line that is written over, elsewhere a line a minute; with `--json` also
/// an event for each step on standard output.
class progress {
public:
    /// @par Object lifetimes All must outlive it. While it is at work the executor's context has work.
    progress(boost::asio::any_io_executor const& executor, tally const& counts, bool as_json);

    void begin();
    void accepted(std::string const& id, std::size_t line, std::string_view task_id);
    void ended(outcome const& one);
    /// Nothing is shown any more, and the line of the terminal is clear.
    void end();

    /// Whether standard output took all events.
    [[nodiscard]] bool was_heard() const noexcept { return heard_; }

private:
    void wait();
    void show();

    boost::asio::steady_timer timer_;
    tally const& counts_;
    bool as_json_;
    bool terminal_;
    bool heard_ = true;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// `12 of 100 done, 4 running, 1 failed, 6.0 pictures a minute, 14 min left`.
[[nodiscard]] std::string progress_words(tally const& counts, std::chrono::duration<double> elapsed);

} // namespace command::batch

#endif
