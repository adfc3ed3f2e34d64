#ifndef JIMENG_COMMAND_REPORT_HPP
#define JIMENG_COMMAND_REPORT_HPP

#include "exit_code.hpp"
#include "language.hpp"

#include <jimeng/core/picture_header.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace command {

/// One picture as the command shows it.
struct shown_picture {
    std::string url;
    std::string path; ///< Empty: not saved.
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    jimeng::picture_format format = jimeng::picture_format::unknown;
    std::uint64_t size_bytes = 0;
    std::string sha256;
};

/// Everything a run found out, in success and failure.
struct report {
    std::string prompt;
    std::string wanted_size; ///< As asked, for a picture whose bytes were not fetched.
    std::string model;
    std::string resume;            ///< The command that fetches the task later; empty where there is none.
    std::string settle;            ///< Where the submit's fate is open: the command that sends the job again.
    bool task_is_known = false;    ///< The service itself spoke of the task: accepted it, or told where it is.
    bool nobody_asked = false;     ///< The run was refused before the service could speak of it.
    bool only_submitted = false;   ///< `--no-wait`.
    bool link_outlives_run = true; ///< Links of a private emulator die with it.
    std::vector<shown_picture> pictures;
    std::string data;      ///< JSON that the task brought, for a model that answers with facts; else empty.
    std::string data_path; ///< Where it was saved; empty: nowhere.
    jimeng::error_code error;
    jimeng::diagnostics details;
};

/// The skill's Markdown: each picture, then the information.
/// @param clickable  For a terminal: links and paths can be clicked on (OSC 8). The words are the same.
[[nodiscard]] std::string markdown(report const& found, language spoken, bool clickable = false);

/// Hides every secret in what a server sent, before any of it is cut to length.
void hide_secrets(report& found);
/// The same of what was said of one call.
void hide_secrets(jimeng::diagnostics& details);

/// Code, words, HTTP status and request id of an answer, safe to show; empty where it had none of them.
[[nodiscard]] std::string said_by_service(jimeng::diagnostics const& details);

/// One JSON document for success and failure alike.
[[nodiscard]] std::string json(report const& found, exit_code code);

/// One line for stderr: what happened, to which task, what it means for money, what to do.
[[nodiscard]] std::string error_line(report const& found);

} // namespace command

#endif
