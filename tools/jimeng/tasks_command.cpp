#include "tasks_command.hpp"

#include "complaint.hpp"
#include "exit_code.hpp"
#include "find_job.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "printing.hpp"
#include "spoken.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>
#include <vector>

namespace command {

namespace {

/// A job without any event that could be read has its name only.
jimeng::job_event const& last_of(jimeng::job_history const& job)
{
    static jimeng::job_event const nothing;
    return job.events.empty() ? nothing : job.last();
}

void write(jimeng::json_writer& json, jimeng::job_history const& job, jimeng::job_folder const& jobs)
{
    auto const& last = last_of(job);
    json.begin_object();
    json.member("job", std::string_view{job.name});
    json.member("standing", standing_words(job));
    json.member("set_aside", is_set_aside(job));
    json.member("running", jobs.is_locked(job.name));
    json.member("process", std::int64_t{jobs.owner_of(job.name)});
    json.member("task_id", std::string_view{last.task_id});
    json.member("model", std::string_view{last.req_key});
    json.member("key", std::string_view{last.key});
    json.member("endpoint", std::string_view{last.endpoint});
    json.member("began", std::string_view{job.events.empty() ? "" : time_words(job.first().at)});
    json.member("subject", std::string_view{note_of(job).prompt});
    json.member("error", std::string_view{last.error.failed() ? last.error.message() : ""});
    json.member("answer", std::string_view{last.answer});
    json.member("damaged_lines", static_cast<std::int64_t>(job.damaged_lines));
    json.key("results");
    json.begin_array();
    for (auto const& one : results_of(job)) {
        json.begin_object();
        json.member("url", std::string_view{one.url});
        json.member("path", std::string_view{one.path});
        json.member("sha256", std::string_view{one.sha256});
        json.member("size_bytes", static_cast<std::int64_t>(one.size_bytes));
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

constexpr char no_job[] = "note: the journal has no job";
constexpr char header[] = "JOB\tSTANDING\tTASK\tMODEL\tKEY\tBEGAN\tPROMPT";

std::string spoken_header()
{
    return spoken_page(header) + '\n';
}

/// A column is never empty: it would shift the others for whoever splits at blanks.
std::string column(std::string_view text, std::size_t most = 100)
{
    return text.empty() ? "-" : jimeng::for_terminal(text, most);
}

/// As `--model` takes it; the request key of one that this program does not have.
std::string_view name_of(std::string_view req_key, jimeng::model_list models)
{
    auto const* const model = req_key.empty() ? nullptr : jimeng::find_model(models, req_key);
    return model == nullptr ? req_key : model->name;
}

std::string line_of(jimeng::job_history const& job, bool locked, jimeng::model_list models)
{
    auto const& last = last_of(job);
    std::string text = job.name;
    auto const add = [&](std::string_view what, std::size_t most = 100) { (text += '\t') += column(what, most); };
    add(spoken(locked ? "running" : std::string{standing_words(job)} + (is_set_aside(job) ? ", set aside" : "")));
    add(last.task_id);
    add(name_of(last.req_key, models));
    add(last.key, 60);
    add(job.events.empty() ? std::string{} : time_words(job.first().at));
    add(note_of(job).prompt, 60);
    return text + '\n';
}

/// A job as it is listed.
struct listed_job {
    std::chrono::system_clock::time_point began{}; ///< Of one that cannot be read, long ago.
    std::string text;
};

std::string text_of(jimeng::job_folder const& jobs, jimeng::job_history const& job, bool as_json,
                    jimeng::model_list models)
{
    if (!as_json) return line_of(job, jobs.is_locked(job.name), models);
    jimeng::json_writer json;
    write(json, job, jobs);
    return json.take();
}

/// The newest first.
std::vector<listed_job> all_of(jimeng::job_folder const& jobs, bool as_json, jimeng::model_list models)
{
    std::vector<listed_job> all;
    for (auto const& name : jobs.names()) {
        auto const job = jobs.read(name);
        if (job.events.empty() && job.standing() == jimeng::job_standing::not_sent) continue; // it never began
        auto const began = job.events.empty() ? std::chrono::system_clock::time_point{} : job.first().at;
        all.push_back({began, text_of(jobs, job, as_json, models)});
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &listed_job::began);
    return all;
}

int list(jimeng::job_folder const& jobs, bool as_json, jimeng::model_list models)
{
    auto const all = all_of(jobs, as_json, models);
    std::string text = as_json ? "[" : all.empty() ? "" : spoken_header();
    for (auto const& one : all)
        text += (as_json && &one != all.data() ? "," : "") + one.text;
    if (as_json) text += "]\n";
    if (text.empty()) complain(no_job);
    return print(text) ? success : local_io;
}

int show(jimeng::job_folder const& jobs, jimeng::job_history const& job, bool as_json, jimeng::model_list models)
{
    bool const locked = jobs.is_locked(job.name);
    jimeng::json_writer json;
    if (as_json) write(json, job, jobs);
    auto text = as_json ? json.take() + '\n' : spoken_header() + line_of(job, locked, models);
    if (!as_json)
        for (auto const& event : job.events)
            text += "  " + time_words(event.at) + ' ' + spoken(to_string(event.what)) +
                    (event.path.empty() ? "" : ' ' + jimeng::for_terminal(event.path)) +
                    (event.error.failed() ? ": " + spoken(event.error.message()) : "") + '\n';
    return print(text) ? success : local_io;
}

int forget(jimeng::job_folder const& jobs, jimeng::job_history const& job)
{
    auto const ec = jobs.forget(job.name);
    if (ec.failed())
        return refuse(false, "job " + job.name + ": " + words_about(ec, jobs, job.name),
                      ec == jimeng::client_errc::job_locked ? jimeng::client_errc::job_locked
                                                            : jimeng::client_errc::file_io);
    complain("note: job " + job.name + " is forgotten");
    if (job.standing() == jimeng::job_standing::accepted)
        complain("note: its task is still there: jimeng wait " + jimeng::for_terminal(job.last().task_id) +
                 " --model " + jimeng::for_terminal(job.last().req_key));
    return success;
}

/// All that are over, but what another process goes on with. What may still be brought home, or may be paid, stays.
int forget_done(jimeng::job_folder const& jobs, std::optional<double> older_than)
{
    auto const now = std::chrono::system_clock::now();
    int forgotten = 0, code = success;
    for (auto const& name : jobs.names()) {
        auto const job = jobs.read(name);
        if (job.events.empty() || job.standing() != jimeng::job_standing::over) continue;
        if (older_than && now - job.last().at < std::chrono::duration<double, std::ratio<86'400>>{*older_than})
            continue;
        auto const ec = jobs.forget_over(name);
        if (ec == jimeng::client_errc::job_locked || ec == jimeng::client_errc::job_exists) continue; // it goes on
        if (ec.failed()) complain("job " + name + ": " + ec.message());
        ec.failed() ? code = local_io : ++forgotten;
    }
    complain("note: " + std::to_string(forgotten) + (forgotten == 1 ? " job is" : " jobs are") + " forgotten");
    return code;
}

/// Empty, or what does not go together.
std::string trouble_between(tasks_arguments const& arguments)
{
    auto const& what = arguments.what;
    bool const of_one = what == "show" || what == "forget";
    if (!of_one && !what.empty() && what != "list")
        return "tasks: " + jimeng::for_terminal(what, 60) + " is none of list, show, forget";
    if (arguments.done && (what != "forget" || !arguments.which.empty()))
        return "tasks: --done is for tasks forget without a JOB: it forgets every job that is done or failed";
    if (arguments.older_than && !arguments.done)
        return "tasks: --older-than goes with --done: jimeng tasks forget --done --older-than DAYS";
    if (of_one && !arguments.done && arguments.which.empty())
        return "tasks " + what + ": name a job, task id or key; see jimeng tasks";
    return {};
}

} // namespace

int run_tasks(tasks_arguments const& arguments, jimeng::model_list models)
{
    auto const& what = arguments.what;
    bool const of_one = what == "show" || what == "forget";
    auto trouble = trouble_between(arguments);
    if (!trouble.empty()) return refuse(arguments.as_json, trouble);
    auto const jobs = find_jobs(trouble);
    if (!trouble.empty()) return refuse(arguments.as_json, trouble, jimeng::client_errc::file_io);
    if (!jobs && (!of_one || arguments.done)) complain(no_journal_yet());
    if (!jobs && !of_one) return print(arguments.as_json ? "[]\n" : "") ? success : local_io;
    if (!of_one) return list(*jobs, arguments.as_json, models);
    if (arguments.done) return jobs ? forget_done(*jobs, arguments.older_than) : success;
    auto const job = jobs ? find_job(*jobs, arguments.which, trouble) : std::nullopt;
    if (!job) return refuse(arguments.as_json, trouble.empty() ? no_journal_yet() : trouble);
    return what == "show" ? show(*jobs, *job, arguments.as_json, models) : forget(*jobs, *job);
}

} // namespace command
