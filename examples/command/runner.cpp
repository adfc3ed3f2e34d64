#include "runner.hpp"

#include "resume.hpp"

#include <jimeng/client/output_names.hpp>
#include <jimeng/core/escape.hpp>

#include <cstdio>

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
    auto file = jimeng::picture_file::open_unnamed(name.path, one.bytes.size(), ec, details);
    if (file) ec = file->write(one.bytes);
    if (file && !ec.failed()) keep(file->commit_as(name, std::nullopt, ec, details), shown);
    if (!ec.failed() || found.error.failed()) return;
    found.error = jimeng::client_errc::partly_saved;
    found.details.client_message = details.client_message;
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

jimeng::generate_options runner::options(jimeng::result_options const& results, std::stop_token stop)
{
    jimeng::generate_options how;
    how.results = results;
    if (wants_files(arguments_)) how.output = arguments_.output.empty() ? default_folder : arguments_.output;
    how.overwrite = arguments_.overwrite;
    how.keep_bytes = false; // of what links lead to only the facts are shown
    how.on_progress = [this](jimeng::progress const& now) { follow(now); };
    how.stop = std::move(stop);
    return how;
}

void runner::follow(jimeng::progress const& now)
{
    using stage = jimeng::progress::stage;
    if (now.at == stage::accepted) remember(now.task_id);
    if (now.at == stage::downloading && now.attempt > 0 && wants_files(arguments_)) {
        std::lock_guard const lock{known_};
        saved_some_ = true;
    }
    progress_.show(now);
}

void runner::remember(std::string_view task_id)
{
    std::lock_guard const lock{known_};
    task_id_ = task_id;
}

void runner::say_how_to_go_on() const
{
    std::lock_guard const lock{known_};
    if (task_id_.empty() || arguments_.emulator) return;
    std::fprintf(stderr, "jimeng: interrupted; the task is not lost, run: %s\n",
                 resume_command(task_id_, model_name_, arguments_, saved_some_).c_str());
}

void runner::take(jimeng::pictures const& pictures)
{
    bool const files = wants_files(arguments_);
    bool saved_some = false;
    for (auto const& one : pictures) {
        auto& shown = found_.pictures.emplace_back();
        shown.url = one.url;
        keep(one.saved, shown);
        if (one.url.empty() && !one.bytes.empty())
            save_without_link(one, default_name(found_.pictures.size() - 1, pictures.size()), found_, shown);
        saved_some = saved_some || !shown.path.empty();
    }
    auto const& id = found_.details.task_id;
    if (!id.empty() && !arguments_.emulator) found_.resume = resume_command(id, model_name_, arguments_, saved_some);
    if (found_.error != jimeng::client_errc::partly_saved) return;
    if (files && arguments_.emulator) found_.details.client_message += "; run it again with another --output";
    if (!files && links_are_enough()) links_unchecked();
}

jimeng::picture_name runner::default_name(std::size_t index, std::size_t count) const
{
    auto const id = jimeng::task_id::parse(std::string_view{found_.details.task_id});
    auto const path = id ? jimeng::output_path(default_folder, *id) : std::string{default_folder} + "picture.png";
    return {jimeng::numbered_path(path, index, count), {}, false, true};
}

int runner::end()
{
    progress_.clear();
    auto const code = exit_code_of(found_.error, found_.details);
    auto const text = arguments_.json ? json(found_, code) : markdown(found_, language_of(arguments_));
    bool const written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!found_.error.failed()) return written ? code : end_without_output();
    std::fprintf(stderr, "jimeng: %s\n", error_line(found_).c_str());
    return code;
}

/// What cannot be shown is still paid: where it lies and how to get it again.
int runner::end_without_output()
{
    std::string line = "standard output: cannot be written";
    for (auto const& one : found_.pictures)
        if (!one.path.empty()) line += "; saved " + jimeng::for_terminal(one.path);
    if (!found_.resume.empty()) line += "; run: " + found_.resume;
    std::fprintf(stderr, "jimeng: %s\n", line.c_str());
    return local_io;
}

/// Nobody asked for the bytes, so a link that could not be fetched is worth a word and no failure.
void runner::links_unchecked()
{
    progress_.clear();
    std::fprintf(stderr, "jimeng: note: %s; the links are shown as the service gave them\n",
                 found_.details.client_message.c_str());
    found_.error.clear();
}

bool runner::links_are_enough() const
{
    for (auto const& one : found_.pictures)
        if (one.url.empty()) return false;
    return !found_.pictures.empty();
}

} // namespace command
