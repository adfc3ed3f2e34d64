#include "known_tasks.hpp"

#include "shown_text.hpp"

#include "../job_facts.hpp"
#include "../journal.hpp"

#include <jimeng/wire/uri_encoding.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace command::mcp {

namespace {

constexpr std::size_t most_of_session = 1000;

std::string name_of(std::string_view req_key, jimeng::model_list models)
{
    auto const* const model = req_key.empty() ? nullptr : jimeng::find_model(models, req_key);
    return std::string{model == nullptr ? req_key : model->name};
}

} // namespace

/// When their journals were written last: the names of jobs that have a key say nothing of their age.
std::vector<std::string> known_tasks::names_by_age() const
{
    namespace fs = std::filesystem;
    auto const& folder = store_->folder();
    std::vector<std::pair<fs::file_time_type, std::string>> all;
    for (auto& name : folder.names()) {
        std::error_code ec;
        auto const at = fs::last_write_time(folder.path() + '/' + name + ".jsonl", ec);
        if (!ec) all.emplace_back(at, std::move(name));
    }
    std::sort(all.begin(), all.end(), std::greater<>{});
    std::vector<std::string> names;
    for (auto& [at, name] : all)
        names.push_back(std::move(name));
    return names;
}

known_task known_tasks::read(std::string const& name) const
{
    auto const job = store_->folder().read(name);
    known_task one;
    one.job = name;
    one.state = standing_words(job);
    if (job.events.empty()) return one;
    auto const& last = job.last();
    if (job.standing() != jimeng::job_standing::over && store_->folder().is_locked(name)) one.state = "running";
    one.task_id = last.task_id;
    one.model = name_of(last.req_key, models_);
    one.prompt = note_of(job).prompt;
    one.began = job.first().at;
    one.files = results_of(job);
    if (last.error.failed()) one.error = last.error.message();
    return one;
}

std::vector<known_task> known_tasks::newest(std::size_t first, std::size_t most) const
{
    std::vector<known_task> all;
    if (!store_) {
        for (std::size_t i = first; i < session_.size() && all.size() != most; ++i)
            all.push_back(session_[i]);
        return all;
    }
    auto const names = names_by_age();
    for (std::size_t i = first; i < names.size() && all.size() != most; ++i)
        all.push_back(read(names[i]));
    return all;
}

std::size_t known_tasks::count() const
{
    return store_ ? store_->folder().names().size() : session_.size();
}

std::optional<known_task> known_tasks::find(std::string_view job) const
{
    if (!store_) {
        auto const found = std::find_if(session_.begin(), session_.end(), [&](auto const& one) {
            return one.job == job || (!job.empty() && one.task_id == job);
        });
        return found == session_.end() ? std::nullopt : std::optional{*found};
    }
    auto const names = store_->folder().names();
    auto const found = std::find(names.begin(), names.end(), job);
    return found == names.end() ? std::nullopt : std::optional{read(*found)};
}

void known_tasks::begin(std::string job, jimeng::model_entry const& model, std::string_view prompt)
{
    if (store_ || find(job)) return;
    known_task one;
    one.job = std::move(job);
    one.state = "running";
    one.model = model.name;
    one.prompt = prompt;
    one.began = std::chrono::system_clock::now();
    session_.push_front(std::move(one));
    if (session_.size() > most_of_session) session_.pop_back();
}

void known_tasks::end(std::string_view job, desk::answer const& said)
{
    auto const found = std::find_if(session_.begin(), session_.end(), [&](auto const& one) { return one.job == job; });
    if (found == session_.end()) return;
    found->state = said.error.empty()            ? "done"
                   : said.code == still_running  ? "accepted"
                   : said.code == submit_unknown ? "unknown"
                   : said.stopped_unsent         ? "not sent"
                                                 : "failed";
    found->task_id = said.found.details.task_id;
    found->files = said.found.pictures;
    found->error = said.found.error.failed() ? said.found.error.message() : "";
}

json::object describe(shown_picture const& file, std::string const& uri)
{
    json::object one{{"path", shown_text(file.path, 4096)}, {"url", shown_text(file.url, 4096)}};
    if (file.size_bytes != 0) one["size_bytes"] = file.size_bytes;
    if (file.width != 0) one["width"] = file.width;
    if (file.height != 0) one["height"] = file.height;
    if (file.format != jimeng::picture_format::unknown) one["format"] = to_string(file.format);
    if (!file.sha256.empty()) one["sha256"] = shown_text(file.sha256, 64);
    if (!file.path.empty()) one["resource"] = uri;
    return one;
}

json::object describe(known_task const& one)
{
    json::object all{{"job", shown_text(one.job, 200)},
                     {"state", one.state},
                     {"model", shown_text(one.model, 100)},
                     {"prompt", shown_text(one.prompt, 300)},
                     {"resource", task_uri(one.job)}};
    if (!one.task_id.empty()) all["task_id"] = shown_text(one.task_id, 64);
    if (one.began != std::chrono::system_clock::time_point{}) all["began"] = time_words(one.began);
    if (!one.error.empty()) all["error"] = shown_text(one.error, 300);
    json::array files;
    for (std::size_t i = 0; i != one.files.size(); ++i)
        files.push_back(describe(one.files[i], picture_uri(one.job, i)));
    all["files"] = std::move(files);
    return all;
}

std::string task_uri(std::string_view job)
{
    return "jimeng://task/" + jimeng::uri_encode(job);
}

std::string picture_uri(std::string_view job, std::size_t index)
{
    return "jimeng://picture/" + jimeng::uri_encode(job) + '/' + std::to_string(index + 1);
}

} // namespace command::mcp
