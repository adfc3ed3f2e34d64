#include "journal.hpp"

#include "environment.hpp"
#include "offered.hpp"
#include "printing.hpp"
#include "resume.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/json/parse.hpp>

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace command {

namespace {

bool is_there(std::string const& path)
{
    struct stat there {};
    return ::stat(path.c_str(), &there) == 0;
}

/// What helps wherever the journal cannot be kept: behind the library's "name another", and behind words that lack it.
std::string how_to_name_another()
{
    return " (JIMENG_STATE_DIR=/PATH)" + std::string{or_no_journal()};
}

std::string journal_remedy()
{
    return "; name another" + how_to_name_another();
}

/// Why there is no place for a journal.
std::string no_place()
{
    if (auto const own = variable("JIMENG_STATE_DIR"); !own.empty())
        return "JIMENG_STATE_DIR: " + jimeng::for_terminal(own, 100) + " does not begin with /; give a whole path" +
               std::string{or_no_journal()};
    return "job folder: neither JIMENG_STATE_DIR nor HOME is set, so a crash could lose what is paid; set one of them" +
           std::string{or_no_journal()};
}

/// The folder, or the nearest one above it that is there.
std::filesystem::path nearest_to(std::filesystem::path path)
{
    while (!is_there(path) && path.has_relative_path())
        path = path.parent_path();
    return path;
}

std::string system_words(std::filesystem::path const& path, int error)
{
    return "job folder " + jimeng::for_terminal(path.string()) + ": " + std::generic_category().message(error);
}

} // namespace

std::string trouble_with_journal()
{
    auto const path = job_folder_path();
    if (path.empty()) return no_place();
    auto const nearest = nearest_to(path);
    if (::access(nearest.c_str(), R_OK | W_OK | X_OK) != 0) return system_words(nearest, errno) + journal_remedy();
    struct statvfs room {};
    if (::statvfs(nearest.c_str(), &room) == 0 && room.f_bavail == 0)
        return system_words(nearest, ENOSPC) + journal_remedy();
    std::string trouble;
    static_cast<void>(find_jobs(trouble));
    return trouble.empty() ? trouble : trouble + how_to_name_another();
}

std::string words_about_journal(jimeng::error_code const& cause)
{
    using jimeng::client_errc;
    if (cause != client_errc::file_io && cause != client_errc::disk_full && cause != client_errc::not_private)
        return {};
    return "job folder " + jimeng::for_terminal(job_folder_path()) + ": " + cause.message() + journal_remedy();
}

std::string job_folder_path()
{
    if (std::string const own{variable("JIMENG_STATE_DIR")}; !own.empty())
        return own.starts_with('/') ? own + "/jobs" : std::string{};
    if (std::string const state{variable("XDG_STATE_HOME")}; state.starts_with('/')) return state + "/jimeng/jobs";
    std::string const home{variable("HOME")};
    return home.empty() ? home : home + "/.local/state/jimeng/jobs";
}

std::optional<jimeng::job_folder> find_jobs(std::string& trouble)
{
    auto const path = job_folder_path();
    struct stat there {};
    if (path.empty()) return trouble = no_place(), std::nullopt;
    if (::stat(path.c_str(), &there) != 0 && errno == ENOENT) return std::nullopt;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto folder = jimeng::job_folder::open(path, ec, details);
    trouble = details.client_message;
    return folder;
}

std::string no_journal_yet()
{
    return "note: there is no journal in " + jimeng::for_terminal(job_folder_path()) +
           ": nothing was begun yet, or JIMENG_STATE_DIR was another one";
}

void forget_refused(jimeng::file_job_store& store, std::string const& job, jimeng::error_code const& why)
{
    if (why != jimeng::condition::authentication_refused || job.empty()) return;
    auto const known = store.folder().read(job);
    if (known.events.empty() || known.standing() != jimeng::job_standing::not_sent) return;
    if (!known.first().key.empty() || known.last().submitted != jimeng::verdict::rejected) return;
    store.release(job);
    static_cast<void>(store.folder().forget(job)); // else it stays as one that was not sent
}

std::shared_ptr<jimeng::file_job_store> open_journal(std::string& trouble)
{
    auto const path = job_folder_path();
    if (path.empty()) return trouble = no_place(), nullptr;
    bool const is_new = !is_there(path);
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto folder = jimeng::job_folder::open(path, ec, details);
    if (!folder) {
        trouble = details.client_message + how_to_name_another();
        return nullptr;
    }
    if (is_new)
        complain("note: tasks are kept in " + jimeng::for_terminal(path) +
                 ", so that none is lost (jimeng tasks lists them" +
                 (offers("--no-journal") ? ", --no-journal keeps none)" : ")"));
    return std::make_shared<jimeng::file_job_store>(*std::move(folder));
}

std::string to_text(job_note const& note)
{
    jimeng::json_writer json;
    json.begin_object();
    json.member("subject", std::string_view{note.prompt});
    json.key("words");
    json.begin_array();
    for (auto const& word : note.words)
        json.value(std::string_view{word});
    json.end_array();
    if (!note.cost.empty()) json.member("cost", std::string_view{note.cost});
    if (!note.options.empty()) json.member("options", std::string_view{note.options});
    json.end_object();
    return json.take();
}

job_note read_note(std::string_view text)
{
    job_note note;
    boost::system::error_code ec;
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true; // names of files may be anything
    auto const read = boost::json::parse(text, ec, {}, options);
    if (ec.failed() || !read.is_object()) return note;
    auto const& object = read.get_object();
    if (auto const* const prompt = object.if_contains("subject"); prompt != nullptr && prompt->is_string())
        note.prompt = std::string{prompt->get_string()};
    if (auto const* const cost = object.if_contains("cost"); cost != nullptr && cost->is_string())
        note.cost = std::string{cost->get_string()};
    if (auto const* const typed = object.if_contains("options"); typed != nullptr && typed->is_string())
        note.options = std::string{typed->get_string()};
    if (auto const* const words = object.if_contains("words"); words != nullptr && words->is_array())
        for (auto const& word : words->get_array())
            if (word.is_string()) note.words.emplace_back(word.get_string());
    return note;
}

job_note note_of(std::string prompt, result_arguments const& arguments)
{
    auto wanted = arguments;
    auto const output = output_of(arguments);
    if (output.empty() || output == "-")
        wanted.output.reset();
    else
        wanted.output = std::filesystem::absolute(output).string();
    if (!wanted.ca_file.empty()) wanted.ca_file = std::filesystem::absolute(wanted.ca_file).string();
    return {std::move(prompt), wait_words(wanted), {}, {}};
}

job_note note_of(jimeng::job_history const& job)
{
    for (auto const& event : job.events)
        if (!event.note.empty()) return read_note(event.note);
    return {};
}

} // namespace command
