#include "runner.hpp"

#include "free_name.hpp"
#include "journal.hpp"
#include "output_files.hpp"
#include "printing.hpp"
#include "provenance/keeper.hpp"
#include "resume.hpp"
#include "secrets.hpp"
#include "short_report.hpp"
#include "spoken.hpp"
#include "terminal/decoration.hpp"
#include "terminal/pictures.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/media/output_names.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace command {

namespace {

void keep(jimeng::saved_picture const& saved, shown_picture& shown)
{
    shown.path = saved.path;
    shown.width = saved.width;
    shown.height = saved.height;
    shown.format = saved.format;
    shown.size_bytes = saved.size_bytes;
    shown.sha256 = saved.sha256;
}

/// What came without a link and without a place of its own is paid all the same.
void save_without_link(jimeng::picture const& one, jimeng::picture_name const& name, report& found,
                       shown_picture& shown)
{
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto file = jimeng::picture_file::open_unnamed(name.path, one.bytes.size(), ec, details, jimeng::wanted(one.kind));
    if (file) ec = file->write(one.bytes);
    if (file && !ec.failed()) keep(file->commit_as(name, std::nullopt, ec, details), shown);
    if (!ec.failed() || found.error.failed()) return;
    found.error = jimeng::client_errc::partly_saved;
    found.details.client_message = details.client_message;
}

/// Whether links and paths may be made such that a click follows them.
bool clickable()
{
    return terminal::takes_escapes(STDOUT_FILENO) && !terminal::no_colour();
}

} // namespace

runner::runner(result_arguments const& arguments, std::string req_key, std::string model_name)
    : arguments_{arguments},
      model_name_{std::move(model_name)},
      progress_{!arguments.emulator}
{
    found_.model = std::move(req_key);
    found_.link_outlives_run = !arguments.emulator;
}

jimeng::generate_options runner::options(jimeng::result_options const& results, std::string_view job,
                                         std::stop_token stop)
{
    jimeng::generate_options how;
    how.job = job;
    if (!job.empty()) found_.settle = arguments_.program + " resume " + std::string{job} + " --on-unknown resubmit";
    auto note = note_of(found_.prompt, arguments_);
    note.cost = highest_cost_;
    note.options = options_;
    how.job_note = to_text(note);
    how.results = results;
    how.download = !arguments_.no_download;
    if (!to_standard_output(arguments_) && can_keep()) how.output = output_of(arguments_);
    how.overwrite = arguments_.overwrite;
    how.keep_bytes = to_standard_output(arguments_); // else only the facts are shown of what links lead to
    how.on_progress = [this](jimeng::progress const& now) { follow(now); };
    stop_ = stop;
    how.stop = std::move(stop);
    return how;
}

/// Nobody asked for a file where a link will do, so a folder that takes none is worth a word and no refusal.
bool runner::can_keep()
{
    if (must_save(arguments_) || arguments_.no_download) return true;
    std::error_code ec;
    if (!std::filesystem::exists(output_of(arguments_), ec) && !ec) new_folder_ = output_of(arguments_);
    auto const trouble = trouble_with_folder(output_of(arguments_));
    if (trouble.empty()) return true;
    complain("note: " + trouble +
             "; nothing is saved, only the links are shown: name a place with --output PATH or JIMENG_OUTPUT_DIR");
    return false;
}

/// What is thrown here would end the wait for a paid task, so nothing is.
void runner::follow(jimeng::progress const& now) noexcept
{
    using stage = jimeng::progress::stage;
    if (now.at == stage::submitting) standing_.submitting();
    if (now.at == stage::held) standing_.settled(jimeng::verdict::not_sent);
    if (now.at == stage::accepted) standing_.accepted(now.task_id);
    bool const told = now.at == stage::waiting && now.status != jimeng::task_status::not_found;
    if (told || now.at == stage::downloading) standing_.seen();
    try {
        progress_.show(now);
    } catch (...) { // a line that nobody needs
    }
}

void runner::remember(std::string_view task_id, bool has_ended) noexcept
{
    standing_.remember(task_id);
    standing_.settled(jimeng::verdict::none);
    if (has_ended) standing_.seen();
    has_ended_ = has_ended;
}

/// What the library says of limits, stores and tasks, in the words of somebody who typed a command.
void runner::say_it_plainly()
{
    using jimeng::client_errc;
    auto& words = found_.details.client_message;
    auto const& cause = found_.details.cause;
    if (found_.error == client_errc::not_admitted && cause == jimeng::condition::throttled)
        words = "the account was busy with other tasks for as long as this run may wait; run it again later, wait "
                "longer with --wait-timeout S, or set JIMENG_CONCURRENCY to what the account runs at once";
    if (found_.error == client_errc::not_recorded || found_.error == client_errc::not_admitted)
        if (auto trouble = words_about_journal(cause); !trouble.empty()) words = std::move(trouble);
    if (found_.error != client_errc::still_running || !has_ended_) return;
    found_.error = client_errc::partly_saved;
    words = "task " + jimeng::for_terminal(found_.details.task_id, 64) +
            " has ended, and its results cannot be fetched now" +
            (cause.failed() ? " (" + cause.message() + ")" : std::string{});
}

/// What the library could not tell for want of memory was noted on the way.
void runner::take_standing()
{
    auto& details = found_.details;
    standing_.settled(details.submitted);
    if (details.submitted == jimeng::verdict::accepted && !details.task_id.empty()) standing_.accepted(details.task_id);
    auto const now = standing_.now();
    if (details.task_id.empty()) details.task_id = now.task_id();
    found_.task_is_known = now.seen;
    say_it_plainly();
}

/// What was paid is there, and the journal does not know all of it: whoever asks the journal later has to be warned now.
void runner::take_gap()
{
    if (found_.error.failed() || found_.details.cause != jimeng::client_errc::not_recorded) return;
    found_.error = jimeng::client_errc::file_io;
    found_.details.client_message.insert(0, "journal: ");
}

void runner::take_cost()
{
    auto& details = found_.details;
    if (details.submitted != jimeng::verdict::unknown || highest_cost_.empty()) return;
    if (details.client_message.empty()) details.client_message = found_.error.message();
    details.client_message += "; " + highest_cost_;
}

void runner::take(jimeng::pictures const& pictures)
{
    take_standing();
    take_cost();
    take_data(pictures);
    bool const data = pictures.task.result == jimeng::result_kind::data;
    to_files_ = !to_standard_output(arguments_) || pictures.size() > 1 || found_.error.failed() || data;
    for (std::size_t i = 0; i != pictures.size(); ++i)
        take_picture(pictures[i], i, pictures.size());
    if (to_standard_output(arguments_) && !data) hand_to_standard_output(pictures);
    take_records();
    take_gap();
    hide_secrets(found_);
    if (is_paid() && !arguments_.emulator) found_.resume = way_back();
    if (found_.error != jimeng::client_errc::partly_saved) return;
    bool const files = must_save(arguments_);
    if (files && arguments_.emulator) found_.details.client_message += "; run it again with another --output";
    if (!files && links_are_enough()) links_unchecked();
}

/// Facts go to the file that was named for the result, else they are shown.
void runner::take_data(jimeng::pictures const& pictures)
{
    if (pictures.task.result != jimeng::result_kind::data) return;
    found_.data = pictures.response_data;
    bool const to_file = arguments_.output || arguments_.emulator || arguments_.base64;
    if (found_.data.empty() || !to_file || found_.error.failed()) return;
    auto const output = output_of(arguments_);
    if (output == "-") {
        if (!write_all(STDOUT_FILENO, found_.data)) {
            found_.error = jimeng::client_errc::file_io;
            found_.details.client_message = "standard output: cannot be written";
            return;
        }
        return found_.data.clear();
    }
    auto const path = output.ends_with('/') ? output + safe_id(found_.details.task_id) + ".json" : output;
    if (auto const trouble = save_text(path, found_.data, arguments_.overwrite); !trouble.empty()) {
        found_.error = jimeng::client_errc::partly_saved;
        found_.details.client_message = trouble;
        return;
    }
    found_.data_path = path;
}

void runner::take_task()
{
    take_standing();
    take_cost();
    take_gap();
    hide_secrets(found_);
    found_.only_submitted = true;
    if (is_paid()) found_.resume = resume_command(found_.details.task_id, model_name_, arguments_);
}

bool runner::is_paid() const
{
    return !found_.details.task_id.empty() && found_.details.submitted != jimeng::verdict::rejected;
}

void runner::take_picture(jimeng::picture const& one, std::size_t index, std::size_t count)
{
    auto& shown = found_.pictures.emplace_back();
    shown.url = one.url;
    keep(one.saved, shown);
    bool const has_place = !one.url.empty() && !to_standard_output(arguments_);
    if (to_files_ && !has_place && !one.bytes.empty())
        save_without_link(one, default_name(index, count), found_, shown);
}

/// What the journal was told of has its record already.
void runner::take_records()
{
    if (!keeper_) return;
    std::string trouble;
    for (std::size_t i = 0; i != found_.pictures.size(); ++i) {
        auto& one = found_.pictures[i];
        if (one.path.empty()) continue;
        auto const kept = keeper_->keep(one.path, found_.details.task_id, i, {one.sha256, one.size_bytes});
        one.sha256 = kept.facts.sha256;
        one.size_bytes = kept.facts.size_bytes;
        if (!kept.trouble.empty()) trouble += (trouble.empty() ? "" : "; ") + kept.trouble;
    }
    if (trouble.empty()) return;
    auto& words = found_.details.client_message;
    words += (words.empty() ? "" : "; ") + trouble;
    if (!found_.error.failed()) found_.error = jimeng::client_errc::file_io;
}

jimeng::picture_name runner::default_name(std::size_t index, std::size_t count) const
{
    auto const id = jimeng::task_id::parse(std::string_view{found_.details.task_id});
    auto const path = id ? jimeng::output_path(default_folder(), *id) : default_folder() + "picture.png";
    return {jimeng::numbered_path(path, index, count), {}, false, true};
}

/// What it cannot take, several pictures and what is no whole one, lies in files by now.
void runner::hand_to_standard_output(jimeng::pictures const& pictures)
{
    auto& words = found_.details.client_message;
    if (!to_files_) {
        if (pictures.size() == 1 && write_all(STDOUT_FILENO, pictures.front().bytes)) return;
        found_.error = jimeng::client_errc::file_io;
        words = "standard output: cannot be written";
        return;
    }
    if (!found_.error.failed()) {
        found_.error = jimeng::client_errc::partly_saved;
        words = "standard output: takes one picture, and " + std::to_string(pictures.size()) + " came";
    }
    for (auto const& one : found_.pictures)
        if (!one.path.empty()) words += "; saved " + jimeng::for_terminal(one.path);
}

/// The same again would end the same way where standard output could not take what came.
std::string runner::way_back() const
{
    auto arguments = arguments_;
    auto const& pictures = found_.pictures;
    bool const saved = pictures.size() == 1 && !pictures.front().path.empty();
    if (to_standard_output(arguments_) && (saved || pictures.size() > 1)) arguments.output = default_folder();
    return resume_command(found_.details.task_id, model_name_, arguments);
}

int runner::end() noexcept
{
    progress_.clear();
    if (!new_folder_.empty()) ::rmdir(new_folder_.c_str()); // stays where anything is in it
    reserve_.release();
    auto const code = code_of_end();
    try {
        return report_in_full(code);
    } catch (...) { // memory, mostly
        return report_in_short(code);
    }
}

/// Not every run that is given up was interrupted by somebody.
exit_code runner::code_of_end() const noexcept
{
    auto const code = exit_code_of(found_.error, found_.details);
    if (code != interrupted || stop_.stop_requested()) return code;
    return found_.details.submitted == jimeng::verdict::not_sent ? local_io : still_running;
}

int runner::end_thrown(char const* words) noexcept
{
    using jimeng::client_errc;
    using jimeng::verdict;
    reserve_.release();
    auto const now = standing_.now();
    auto& details = found_.details;
    details.submitted = now.submitted;
    bool const asks = now.submitted == verdict::accepted || now.submitted == verdict::none;
    found_.error = now.submitted == verdict::unknown ? client_errc::submit_unknown
                   : asks                            ? client_errc::still_running
                                                     : client_errc::file_io;
    found_.task_is_known = now.seen;
    try {
        details.task_id = now.task_id();
        details.client_message = std::string{"the command could not go on ("} + words + ")";
        if (now.submitted == verdict::unknown)
            details.client_message += "; the task may exist and be billed: do not submit again unseen";
        if (asks) found_.resume = resume_command(details.task_id, model_name_, arguments_);
    } catch (...) { // the short report has it
    }
    return end();
}

int runner::report_in_full(exit_code code)
{
    bool const to_error = to_standard_output(arguments_);
    auto const text = arguments_.json ? json(found_, code) : markdown(found_, language_of(arguments_), clickable());
    auto const line = found_.error.failed() ? error_line(found_) : note_of_success();
    auto const shown_line =
        known_secrets().hidden_in(spoken(line)); // everything that needs memory comes before the first word
    bool const written = to_error ? print_on(STDERR_FILENO, text) : print(text);
    printed_ = true;
    if (!found_.error.failed() && !written) return end_without_output();
    if (!shown_line.empty()) complain_without_memory({shown_line});
    draw_and_open();
    return code;
}

/// Only what is a picture or a video: other bytes are nothing to start a program with.
void runner::draw_and_open() const
{
    std::vector<std::string> paths;
    for (auto const& one : found_.pictures)
        if (!one.path.empty() && one.format != jimeng::picture_format::unknown) paths.push_back(one.path);
    if (paths.empty()) return;
    if (arguments_.show) terminal::show_pictures(paths);
    if (arguments_.open) terminal::open_files(paths);
}

/// A name stays as it was given; without an ending few programs open what lies there. Said once, where it is chosen, and not
/// by the line that goes on with it.
std::string runner::words_for_missing_ending() const
{
    auto const& output = arguments_.output;
    bool const chosen = found_.details.submitted == jimeng::verdict::accepted;
    if (!chosen || !output || output->ends_with('/') || std::filesystem::path{*output}.has_extension()) return {};
    auto const is_file = [](shown_picture const& one) {
        return !one.path.empty() && one.format != jimeng::picture_format::unknown;
    };
    if (std::ranges::none_of(found_.pictures, is_file)) return {};
    auto const shown = jimeng::for_terminal(*output);
    return "output " + shown + ": has no ending by which programs know what it is; write " + shown +
           ".* to have one, or " + shown + "/ for a folder";
}

/// What went well and has to be known all the same: a clock that is wrong, a picture with bytes behind its end.
std::string runner::note_of_success() const
{
    auto words = found_.details.client_message;
    if (auto const more = words_for_missing_ending(); !more.empty()) words += (words.empty() ? "" : "; ") + more;
    return words.empty() ? words : "note: " + words;
}

int runner::report_in_short(exit_code code) const noexcept
{
    if (printed_) return code;
    if (code == success) code = not_all_saved; // as far as anybody can see
    auto const now = standing_.now();
    if (arguments_.json) short_json(now, found_.error, code);
    short_line(now, code, arguments_.program, model_name_);
    return code;
}

/// What cannot be shown is still paid: where it lies and how to get it again.
int runner::end_without_output()
{
    std::string line = "standard output: cannot be written";
    for (auto const& one : found_.pictures)
        if (!one.path.empty()) line += "; saved " + jimeng::for_terminal(one.path);
    if (!found_.resume.empty()) line += "; run: " + found_.resume;
    complain(line);
    return local_io;
}

/// Nobody asked for the bytes, so a link that could not be fetched is worth a word and no failure.
void runner::links_unchecked()
{
    progress_.clear();
    found_.details.client_message += "; the links are shown as the service gave them";
    found_.error.clear();
}

bool runner::links_are_enough() const
{
    for (auto const& one : found_.pictures)
        if (one.url.empty()) return false;
    return !found_.pictures.empty();
}

void runner::say_last_words() const noexcept
{
    auto const now = standing_.now();
    bool const paid = now.id_size != 0 && !arguments_.emulator;
    try {
        if (paid)
            complain(std::string{"interrupted; "} + (now.seen ? "the task is not lost, run: " : "run: ") +
                     resume_command(now.task_id(), model_name_, arguments_));
        else if (now.submitted == jimeng::verdict::unknown)
            complain("interrupted; the submit may have been accepted and billed: do not submit again unseen" +
                     (found_.settle.empty() ? std::string{} : "; look into the console, then run: " + found_.settle));
    } catch (...) {
        short_line(now, interrupted, arguments_.program, model_name_);
    }
}

void runner::say_what_a_stop_waits_for() const noexcept
{
    auto const now = standing_.now();
    if (now.submitted == jimeng::verdict::unknown && ::isatty(STDERR_FILENO) == 1)
        complain_without_memory(
            {"stopping when the answer to the submit is there; once more ends at once, without its id"});
}

} // namespace command
