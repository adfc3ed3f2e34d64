#ifndef JIMENG_COMMAND_PROGRESS_LINE_HPP
#define JIMENG_COMMAND_PROGRESS_LINE_HPP

#include "printing.hpp"
#include "spoken.hpp"
#include "terminal/decoration.hpp"

#include <jimeng/client/generate_options.hpp>
#include <jimeng/core/escape.hpp>

#include <unistd.h> // STDERR_FILENO

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace command {

/// A line that is written over, on a terminal only. Elsewhere there is a line for each of these at most: which task was
/// accepted, so that a paid id is known however the run ends, and that the service knows no such task. That the account is
/// busy has a line of its own in any case: it may take long, and there is something to do about it.
class progress_line {
public:
    /// @param id_outlives_run  False where the task ends with the run: then its id is worth no line in a log.
    explicit progress_line(bool id_outlives_run) : tells_id_{id_outlives_run} {}

    /// Of what is waited for.
    void wait_at_most(std::chrono::seconds longest) noexcept { longest_ = longest; }

    void show(jimeng::progress const& now)
    {
        using stage = jimeng::progress::stage;
        bool const busy = now.at == stage::held && now.why == jimeng::condition::throttled;
        if (busy && !std::exchange(told_of_turn_, true)) {
            clear();
            complain("waiting for its turn, at most " + std::to_string(longest_.count()) +
                     " s: the account is busy; --wait-timeout S waits longer or shorter, JIMENG_CONCURRENCY says how "
                     "many run at once");
        }
        if (!terminal_) return show_in_log(now);
        std::string text;
        if (now.at == stage::submitting) text = "submitting";
        if (now.at == stage::held)
            text = busy ? "waiting for its turn" : now.why.failed() ? "waiting for the network" : "submitting";
        if (now.at == stage::accepted) text = "task " + jimeng::for_terminal(now.task_id, 64) + " accepted";
        if (now.at == stage::waiting)
            text = std::string{to_string(now.status)} + " (query " + std::to_string(now.attempt) + ")";
        if (now.at == stage::downloading)
            text = now.kind == jimeng::media_kind::video ? "fetching the video"
                                                         : "fetching picture " + std::to_string(now.attempt + 1);
        auto const shown = spoken(text) + (now.at == stage::accepted ? "\n" : "");
        std::fprintf(stderr, "\r\x1b[K%s", shown.c_str());
    }
    void clear() const
    {
        if (terminal_) std::fputs("\r\x1b[K", stderr);
    }

private:
    void show_in_log(jimeng::progress const& now)
    {
        using stage = jimeng::progress::stage;
        auto const id = jimeng::for_terminal(now.task_id, 64);
        if (tells_id_ && now.at == stage::accepted) complain("task " + id + " accepted");
        known_ = known_ || now.at == stage::accepted;
        bool const missing = now.at == stage::waiting && now.status == jimeng::task_status::not_found;
        if (missing && !std::exchange(known_, true))
            complain("the service knows no task " + id + "; asking again for about a minute: check the id and --model");
    }

    std::chrono::seconds longest_{600};
    bool told_of_turn_ = false;
    bool known_ = false; ///< The task, or it was said that it is not.
    bool tells_id_;
    bool terminal_ = terminal::takes_escapes(STDERR_FILENO);
};

} // namespace command

#endif
