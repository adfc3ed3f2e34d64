#include "tasks_command.hpp"

#include "complaint.hpp"
#include "exit_code.hpp"
#include "find_job.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "printing.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <string>

namespace command {

namespace {

/// A job without any event that could be read has its name only.
jimeng::job_event const& last_of(jimeng::job_history const& job)
{
    static jimeng::job_event const nothing;
    return job.events.empty() ? nothing : job.last();
}

void write(jimeng::json_writer& json, jimeng::job_history const& job, bool locked)
{
    auto const& last = last_of(job);
    json.begin_object();
    json.member("job", std::string_view{job.name});
    json.member("standing", standing_words(job));
    json.member("running", locked);
    json.member("task_id", std::string_view{last.task_id});
    json.member("model", std::string_view{last.req_key});
    json.member("key", std::string_view{last.key});
    json.member("endpoint", std::string_view{last.endpoint});
    json.member("began", std::string_view{job.events.empty() ? "" : time_words(job.first().at)});
    json.member("subject", std::string_view{note_of(job).prompt});
    json.member("error", std::string_view{last.error.failed() ? last.error.message() : ""});
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

std::string line_of(jimeng::job_history const& job, bool locked)
{
    auto const& last = last_of(job);
    auto const began = job.events.empty() ? std::string{} : time_words(job.first().at);
    auto const standing = locked ? std::string{"running"} : std::string{standing_words(job)};
    auto text = job.name + '\t' + standing + '\t' + jimeng::for_terminal(last.task_id) + '\t' +
                jimeng::for_terminal(last.req_key) + '\t' + began + '\t' +
                jimeng::for_terminal(note_of(job).prompt, 60);
    return text + '\n';
}

int list(jimeng::job_folder const& jobs, bool as_json)
{
    jimeng::json_writer json;
    std::string text;
    json.begin_array();
    for (auto const& name : jobs.names()) {
        auto const job = jobs.read(name);
        bool const locked = jobs.is_locked(name);
        if (job.events.empty() && job.standing() == jimeng::job_standing::not_sent) continue; // it never began
        if (as_json)
            write(json, job, locked);
        else
            text += line_of(job, locked);
    }
    json.end_array();
    if (as_json) text = json.take() + '\n';
    return print(text) ? success : local_io;
}

int show(jimeng::job_folder const& jobs, jimeng::job_history const& job, bool as_json)
{
    bool const locked = jobs.is_locked(job.name);
    jimeng::json_writer json;
    if (as_json) write(json, job, locked);
    auto text = as_json ? json.take() + '\n' : line_of(job, locked);
    if (!as_json)
        for (auto const& event : job.events)
            text += "  " + time_words(event.at) + ' ' + std::string{to_string(event.what)} +
                    (event.path.empty() ? "" : ' ' + jimeng::for_terminal(event.path)) +
                    (event.error.failed() ? ": " + event.error.message() : "") + '\n';
    return print(text) ? success : local_io;
}

int forget(jimeng::job_folder const& jobs, jimeng::job_history const& job)
{
    auto const ec = jobs.forget(job.name);
    if (ec.failed()) return refuse(false, "job " + job.name + ": " + ec.message(), jimeng::client_errc::file_io);
    if (job.standing() == jimeng::job_standing::accepted)
        complain("note: its task is still there: jimeng wait " + jimeng::for_terminal(job.last().task_id) +
                 " --model " + jimeng::for_terminal(job.last().req_key));
    return success;
}

} // namespace

int run_tasks(tasks_arguments const& arguments)
{
    auto const& what = arguments.what;
    bool const of_one = what == "show" || what == "forget";
    if (!of_one && !what.empty() && what != "list")
        return refuse(arguments.as_json, "tasks: " + jimeng::for_terminal(what, 60) + " is none of list, show, forget");
    if (of_one && arguments.which.empty())
        return refuse(arguments.as_json, "tasks " + what + ": name a job, task id or key; see jimeng tasks");
    std::string trouble;
    auto const jobs = find_jobs(trouble);
    if (!trouble.empty()) return refuse(arguments.as_json, trouble, jimeng::client_errc::file_io);
    if (!jobs && !of_one) return print(arguments.as_json ? "[]\n" : "") ? success : local_io;
    if (!of_one) return list(*jobs, arguments.as_json);
    auto const job = jobs ? find_job(*jobs, arguments.which, trouble) : std::nullopt;
    if (!job) return refuse(arguments.as_json, trouble.empty() ? "the journal is empty" : trouble);
    return what == "show" ? show(*jobs, *job, arguments.as_json) : forget(*jobs, *job);
}

} // namespace command
