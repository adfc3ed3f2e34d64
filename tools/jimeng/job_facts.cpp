#include "job_facts.hpp"

#include "journal.hpp"

#include <jimeng/core/picture_header.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/sha256.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

namespace command {

namespace {

/// Sides and hash as they are now.
struct file_facts {
    bool readable = false;
    std::string sha256;
    jimeng::picture_header header;
};

file_facts look_at(std::string const& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) return {};
    jimeng::sha256_stream hash;
    jimeng::picture_header_reader reader;
    std::array<char, 65536> piece;
    while (file.read(piece.data(), piece.size()), file.gcount() > 0) {
        std::string_view const read{piece.data(), static_cast<std::size_t>(file.gcount())};
        hash.write(read);
        reader.write(read);
    }
    return {file.eof(), jimeng::to_hex(hash.finish()), reader.header()};
}

} // namespace

std::vector<shown_picture> results_of(jimeng::job_history const& job)
{
    std::vector<shown_picture> all;
    for (auto const& event : job.events) {
        if (event.what == jimeng::job_event::kind::done) {
            all.resize(std::max(all.size(), event.urls.size())); // a later answer gives the same results other links
            for (std::size_t i = 0; i != event.urls.size(); ++i)
                all[i].url = event.urls[i];
        }
        if (event.what != jimeng::job_event::kind::saved || event.index > 1000) continue;
        if (event.index >= all.size()) all.resize(event.index + 1);
        auto& one = all[event.index];
        one.path = event.path;
        one.sha256 = event.file_sha256;
        one.size_bytes = event.file_bytes;
    }
    return all;
}

bool has_ended(jimeng::job_history const& job)
{
    return std::any_of(job.events.begin(), job.events.end(), [](jimeng::job_event const& event) {
        return event.what == jimeng::job_event::kind::done; // which says how many results there are
    });
}

bool all_lie_there(jimeng::job_history const& job)
{
    auto const results = results_of(job);
    return has_ended(job) && !results.empty() &&
           std::all_of(results.begin(), results.end(), [](shown_picture const& one) {
               if (one.path.empty()) return false;
               auto const now = look_at(one.path);
               return now.readable && now.sha256 == one.sha256;
           });
}

jimeng::saved_results saved_still(jimeng::job_history const& job)
{
    auto all = job.saved_results();
    std::erase_if(all, [](jimeng::saved_result const& one) { return !jimeng::find_saved(one); });
    return all;
}

std::string_view standing_words(jimeng::job_history const& job)
{
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: return "not sent";
    case jimeng::job_standing::unknown: return "unknown";
    case jimeng::job_standing::accepted: return "accepted";
    case jimeng::job_standing::over: break;
    }
    return job.last().error.failed() ? "failed" : "done";
}

bool is_set_aside(jimeng::job_history const& job)
{
    return !job.events.empty() && job.began_as != job.name;
}

void take_job(jimeng::job_history const& job, report& found)
{
    auto const& last = job.last();
    found.prompt = note_of(job).prompt;
    found.error = last.error;
    found.details.task_id = last.task_id;
    found.details.submitted = last.submitted;
    found.task_is_known = !last.task_id.empty();
    found.pictures = results_of(job);
    for (auto& one : found.pictures) {
        auto const header = look_at(one.path).header;
        one.width = header.width;
        one.height = header.height;
        one.format = header.format;
    }
}

std::chrono::system_clock::time_point accepted_at(jimeng::job_history const& job)
{
    for (auto event = job.events.rbegin(); event != job.events.rend(); ++event)
        if (event->what == jimeng::job_event::kind::accepted) return event->at;
    return {};
}

std::string words_about(jimeng::error_code const& ec, jimeng::job_folder const& jobs, std::string_view name)
{
    int const owner = ec == jimeng::client_errc::job_locked ? jobs.owner_of(name) : 0;
    bool const other = owner != 0 && owner != ::getpid();
    return ec.message() + (other ? " (process " + std::to_string(owner) + ")" : "");
}

std::string time_words(std::chrono::system_clock::time_point at)
{
    auto const date = jimeng::basic_date(std::chrono::floor<std::chrono::seconds>(at)); // YYYYMMDDTHHMMSSZ
    return date.substr(0, 4) + '-' + date.substr(4, 2) + '-' + date.substr(6, 2) + ' ' + date.substr(9, 2) + ':' +
           date.substr(11, 2) + ':' + date.substr(13, 2) + 'Z';
}

} // namespace command
