#ifndef JIMENG_COMMAND_PROGRESS_LINE_HPP
#define JIMENG_COMMAND_PROGRESS_LINE_HPP

#include <jimeng/client/generate_options.hpp>
#include <jimeng/core/escape.hpp>

#include <unistd.h>

#include <cstdio>
#include <string>

namespace command {

/// A line that is written over, on a terminal only. Elsewhere there is one line at most: which task was accepted, so that
/// a paid id is known however the run ends.
class progress_line {
public:
    /// @param id_outlives_run  False where the task ends with the run: then its id is worth no line in a log.
    explicit progress_line(bool id_outlives_run) : tells_id_{id_outlives_run} {}

    void show(jimeng::progress const& now)
    {
        using stage = jimeng::progress::stage;
        if (!terminal_) {
            if (tells_id_ && now.at == stage::accepted)
                std::fprintf(stderr, "jimeng: task %s accepted\n", jimeng::for_terminal(now.task_id, 64).c_str());
            return;
        }
        std::string text;
        if (now.at == stage::submitting) text = "submitting";
        if (now.at == stage::held) text = "waiting for the account, or for the network";
        if (now.at == stage::accepted) text = "task " + jimeng::for_terminal(now.task_id, 64) + " accepted\n";
        if (now.at == stage::waiting)
            text = std::string{to_string(now.status)} + " (query " + std::to_string(now.attempt) + ")";
        if (now.at == stage::downloading)
            text = now.kind == jimeng::media_kind::video ? "fetching the video"
                                                         : "fetching picture " + std::to_string(now.attempt + 1);
        std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
    }
    void clear() const
    {
        if (terminal_) std::fputs("\r\x1b[K", stderr);
    }

private:
    bool tells_id_;
    bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

} // namespace command

#endif
