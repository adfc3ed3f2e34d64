#include "attach.hpp"
#include "complaint.hpp"
#include "connection.hpp"
#include "exit_code.hpp"
#include "find_job.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "printing.hpp"
#include "provenance/recipe.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "runner.hpp"
#include "tasks_command.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace command {

namespace {

/// How the run that began the job wanted its results, in the language and form of this one.
wait_arguments arguments_for(jimeng::job_history const& job, jimeng::model_entry const& model,
                             resume_arguments const& arguments, jimeng::model_list models)
{
    auto const note = note_of(job);
    CLI::App app;
    wait_arguments wait;
    add_wait_options(app, wait, models);
    auto words = note.words;
    words.push_back("--model=" + std::string{model.name});
    if (arguments.as_json) words.emplace_back("--json");
    if (!arguments.lang.empty()) words.push_back("--lang=" + arguments.lang);
    words.emplace_back("--");
    words.push_back(job.last().task_id.empty() ? "none" : job.last().task_id);
    std::reverse(words.begin(), words.end());
    app.parse(std::move(words));
    wait.prompt = note.prompt;
    if (!arguments.ca_file.empty()) wait.results.ca_file = arguments.ca_file;
    wait.results.wait_timeout = arguments.wait_timeout;
    wait.results.sidecar = wait.results.sidecar || arguments.sidecar;
    wait.results.embed = wait.results.embed || arguments.embed;
    wait.results.show = arguments.show;
    wait.results.open = arguments.open;
    return wait;
}

/// The body as it was recorded; empty where local files stood in it.
std::string body_of(jimeng::job_history const& job)
{
    for (auto event = job.events.rbegin(); event != job.events.rend(); ++event)
        if (event->what == jimeng::job_event::kind::intent) return event->body;
    return {};
}

int submit_again(session of, jimeng::job_history const& job, jimeng::model_entry const& model,
                 resume_arguments const& arguments, jimeng::model_list models)
{
    jimeng::prepared_request request{model.req_key, model.action_stem, model.result, {}, body_of(job), {}};
    if (request.body.empty())
        return refuse(arguments.as_json, "job " + job.name +
                                             ": was not sent and costs nothing, and its input files are not kept: run "
                                             "the generate that began it again");
    of.highest_cost = note_of(job).cost;
    auto wait = arguments_for(job, model, arguments, models);
    of.keeper = provenance::keeper_for(wait.results, provenance::recipe_of(job, model));
    return run_again(std::move(wait), models, std::move(request), of);
}

/// Only the end of the job is missing in the journal, or nothing at all.
int show(session const& of, jimeng::job_history const& job, wait_arguments const& wait)
{
    if (job.standing() == jimeng::job_standing::accepted) {
        auto last = job.last();
        last.what = jimeng::job_event::kind::final;
        last.submitted = jimeng::verdict::accepted;
        static_cast<void>(of.store->record(last));
    }
    runner run{wait.results, job.last().req_key, {}};
    take_job(job, run.found());
    run.found().details.submitted = jimeng::verdict::accepted;
    return run.end();
}

int resume(session of, jimeng::job_history const& job, resume_arguments const& arguments, jimeng::model_list models)
{
    bool const as_json = arguments.as_json;
    bool const unknown = job.standing() == jimeng::job_standing::unknown;
    if (unknown && arguments.on_unknown != "resubmit") return *settle_unknown(of, job, arguments.on_unknown, as_json);
    if (job.events.empty()) return refuse(as_json, "job " + job.name + ": nothing of it can be read any more");
    auto const* const model = jimeng::find_model(models, job.last().req_key);
    if (model == nullptr) return refuse(as_json, unknown_model(job.last().req_key, models));
    if (unknown && body_of(job).empty())
        return refuse(as_json,
                      "job " + job.name + ": its submit may be billed, and its input files are not kept: run " +
                          (job.first().key.empty()
                               ? "jimeng resume " + job.name + " --on-unknown forget, then the generate that began it"
                               : "the generate that began it with --on-unknown resubmit"),
                      jimeng::client_errc::submit_unknown);
    if (unknown)
        if (auto const ended = settle_unknown(of, job, arguments.on_unknown, as_json)) return *ended;
    of.job = job.name;
    of.req_key = job.last().req_key;
    of.key = job.first().key;
    auto const standing = job.standing();
    if (standing != jimeng::job_standing::not_sent) of.endpoint = job.last().endpoint; // else nobody knows it yet
    if (standing == jimeng::job_standing::not_sent || standing == jimeng::job_standing::unknown)
        return submit_again(std::move(of), job, *model, arguments, models);
    auto const wait = arguments_for(job, *model, arguments, models);
    bool const failed = standing == jimeng::job_standing::over && job.last().error.failed();
    if (failed || all_lie_there(job)) return show(of, job, wait);
    of.accepted_at = accepted_at(job);
    of.saved = saved_still(job);
    of.has_ended = has_ended(job);
    return run_wait(wait, models, of);
}

/// To the place that was named, else beside where they went before; what lies there is nobody's to replace.
int fetch_again(session of, jimeng::job_history const& job, resume_arguments const& arguments,
                jimeng::model_list models)
{
    auto const* const model = jimeng::find_model(models, job.events.empty() ? "" : job.last().req_key);
    if (model == nullptr || job.last().task_id.empty())
        return refuse(arguments.as_json, "job " + job.name + ": no task of it is known, so there is nothing to fetch");
    of.job = job.name;
    of.req_key = job.last().req_key;
    of.endpoint = job.last().endpoint;
    of.has_ended = has_ended(job);
    of.accepted_at = accepted_at(job);
    auto wait = arguments_for(job, *model, arguments, models);
    if (arguments.output) wait.results.output = arguments.output;
    if (!wait.results.output) wait.results.output = default_folder();
    wait.results.no_download = false; // whoever says download means the bytes
    wait.results.overwrite = arguments.overwrite;
    wait.results.free_name = arguments.free_name || (!arguments.overwrite && !arguments.output);
    return run_wait(wait, models, of);
}

/// What was accepted, one after the other. What is not sent, or may not be sent again, is only told.
int resume_all(session const& of, resume_arguments const& arguments, jimeng::model_list models)
{
    int worst = success, not_sent = 0, unknown = 0, elsewhere = 0;
    for (auto const& name : of.store->folder().names()) {
        auto const held = of.store->hold(name);
        if (held == jimeng::client_errc::job_locked) {
            ++elsewhere;
            continue;
        }
        if (held.failed()) {
            complain("job " + name + ": " + held.message());
            worst = worst == success ? local_io : worst;
            continue;
        }
        auto const job = of.store->folder().read(name);
        bool const begun = !job.events.empty() || job.damaged_lines != 0;
        not_sent += begun && job.standing() == jimeng::job_standing::not_sent ? 1 : 0;
        unknown += job.standing() == jimeng::job_standing::unknown && !is_set_aside(job) ? 1 : 0;
        int const code = job.standing() == jimeng::job_standing::accepted ? resume(of, job, arguments, models) : 0;
        of.store->release(name);
        if (worst == success) worst = code;
        if (code == interrupted) return code;
    }
    if (elsewhere != 0)
        complain("note: " + std::to_string(elsewhere) + (elsewhere == 1 ? " job goes" : " jobs go") +
                 " on in other processes; run this again when they have ended");
    if (not_sent != 0)
        complain("note: not sent and not paid: " + std::to_string(not_sent) +
                 "; jimeng resume JOB submits one of them");
    if (unknown == 0) return worst;
    complain("may be paid, and no id is known: " + std::to_string(unknown) +
             "; look into the console, then jimeng resume JOB --on-unknown resubmit or forget");
    return submit_unknown; // whatever else there is: this is what may cost money unseen
}

} // namespace

namespace {

jimeng::client_errc why_held(jimeng::error_code const& ec)
{
    using jimeng::client_errc;
    return ec == client_errc::job_locked ? client_errc::job_locked : client_errc::file_io;
}

/// Finds the job, takes it for this process, and goes on with it.
template <class Go>
int with_job(jimeng::job_folder const& jobs, session const& of, resume_arguments const& arguments, Go go)
{
    std::string trouble;
    auto const job = find_job(jobs, arguments.which, trouble);
    if (!job) return refuse(arguments.as_json, trouble);
    if (auto const ec = of.store->hold(job->name); ec.failed())
        return refuse(arguments.as_json, "job " + job->name + ": " + words_about(ec, jobs, job->name), why_held(ec));
    return go(jobs.read(job->name));
}

session session_of(jimeng::job_folder const& jobs)
{
    return {.store = std::make_shared<jimeng::file_job_store>(jobs), .known = std::make_shared<settings>()};
}

} // namespace

int run_resume(resume_arguments const& arguments, jimeng::model_list models)
{
    bool const as_json = arguments.as_json;
    if (arguments.all == !arguments.which.empty())
        return refuse(as_json, "resume: name a job, task id or key, or add --all; see jimeng tasks");
    if (arguments.all && !arguments.on_unknown.empty())
        return refuse(as_json, "resume: --on-unknown is for one job; name it in the place of --all");
    std::string trouble;
    auto const jobs = find_jobs(trouble);
    if (!trouble.empty()) return refuse(as_json, trouble, jimeng::client_errc::file_io);
    if (!jobs && arguments.all) return complain(no_journal_yet()), success;
    if (!jobs) return refuse(as_json, "resume: " + no_journal_yet());
    auto const of = session_of(*jobs);
    if (arguments.all) return resume_all(of, arguments, models);
    return with_job(*jobs, of, arguments,
                    [&](jimeng::job_history const& job) { return resume(of, job, arguments, models); });
}

int run_download(resume_arguments const& arguments, jimeng::model_list models)
{
    std::string trouble;
    auto const jobs = find_jobs(trouble);
    if (!trouble.empty()) return refuse(arguments.as_json, trouble, jimeng::client_errc::file_io);
    if (!jobs) return refuse(arguments.as_json, "download: the journal is empty");
    auto const of = session_of(*jobs);
    return with_job(*jobs, of, arguments,
                    [&](jimeng::job_history const& job) { return fetch_again(of, job, arguments, models); });
}

} // namespace command
