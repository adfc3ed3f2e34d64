#include "attach.hpp"

#include "complaint.hpp"
#include "connection.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "printing.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "runner.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/sign/body_sha256.hpp>

#include <chrono>
#include <string>
#include <thread>

namespace command {

namespace {

/// Shows what the journal knows of a job that is over.
int show(jimeng::job_history const& job, result_arguments const& arguments)
{
    runner run{arguments, job.last().req_key, {}};
    take_job(job, run.found());
    return run.end();
}

/// Whether the results are wanted as they lie there.
bool wants_the_same(jimeng::job_history const& job, generate_arguments const& arguments)
{
    return note_of(job).words == note_of({}, arguments.results).words;
}

int wait_for(session of, jimeng::job_history const& job, generate_arguments const& arguments,
             jimeng::model_entry const& model, jimeng::model_list models)
{
    wait_arguments wait;
    wait.task_id = job.last().task_id;
    wait.model = model_to_name(model, arguments.model, models);
    wait.prompt = arguments.request.subject;
    wait.results = arguments.results;
    wait.results.free_name = !arguments.results.overwrite;
    of.key = job.first().key;
    of.endpoint = job.last().endpoint;
    of.has_ended = has_ended(job);
    of.accepted_at = accepted_at(job);
    if (wants_the_same(job, arguments)) of.saved = saved_still(job);
    return run_wait(wait, models, of);
}

/// Returns once this process holds the job, or its time is up.
jimeng::error_code hold(session const& of, std::optional<double> seconds)
{
    bool told = false;
    auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds.value_or(43200.0)};
    for (;;) {
        if (std::chrono::steady_clock::now() > end) return jimeng::client_errc::still_running;
        auto const ec = of.store->hold(of.job);
        if (ec != jimeng::client_errc::job_locked) return ec;
        if (!told) complain(words_about(ec, of.store->folder(), of.job) + "; waiting for it");
        told = true;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

} // namespace

std::optional<int> settle_unknown(session const& of, jimeng::job_history const& job, std::string_view on_unknown,
                                  bool as_json)
{
    auto const& folder = of.store->folder();
    bool const resubmits = on_unknown == "resubmit";
    if (!resubmits && on_unknown != "forget")
        return refuse(as_json,
                      "job " + job.name +
                          ": its submit may have been accepted and billed, and no id came back; look into the console, "
                          "then add --on-unknown resubmit (may be billed twice) or --on-unknown forget",
                      jimeng::client_errc::submit_unknown);
    of.store->release(job.name);
    auto const ec = resubmits ? folder.set_aside(job.name) : folder.forget(job.name);
    if (ec.failed()) return refuse(as_json, "job " + job.name + ": " + ec.message(), jimeng::client_errc::file_io);
    if (!resubmits) return complain("note: job " + job.name + " is forgotten; nothing was sent"), success;
    complain("note: job " + job.name + " is submitted again and may be billed twice");
    return std::nullopt;
}

namespace {

/// Why what is asked for now is not the job that has the key; empty where it is.
std::string differs(jimeng::job_history const& job, generate_arguments const& arguments,
                    jimeng::prepared_request const& request)
{
    auto const& known = job.last();
    auto const body = jimeng::body_sha256({.body = request.body, .files = request.files});
    auto const name =
        arguments.once ? std::string{"this request"} : "--job-key " + jimeng::for_terminal(arguments.job_key, 60);
    if (known.req_key != request.req_key || (!known.body_sha256.empty() && known.body_sha256 != body))
        return name + ": stands for another request of " + time_words(job.first().at) +
               "; choose another key, or run jimeng tasks forget " + job.name;
    std::string ignored;
    auto const options = find_options(false, ignored);
    if (!options || known.endpoint.empty() || known.endpoint == jimeng::without_user(options->address())) return {};
    return name + ": was submitted at " + jimeng::for_terminal(known.endpoint) + "; set JIMENG_API_URL to it, or " +
           (arguments.once ? "run jimeng tasks forget " + job.name : "choose another key");
}

/// The task is there, and nobody wants to wait for it.
int tell_of_task(jimeng::job_history const& job, generate_arguments const& arguments, jimeng::model_entry const& model,
                 jimeng::model_list models)
{
    runner run{arguments.results, job.last().req_key, model_to_name(model, arguments.model, models)};
    run.found().details.task_id = job.last().task_id;
    run.found().details.submitted = jimeng::verdict::accepted;
    run.take_task();
    return run.end();
}

} // namespace

std::optional<int> attach(session const& of, generate_arguments const& arguments,
                          jimeng::prepared_request const& request, jimeng::model_entry const& model,
                          jimeng::model_list models)
{
    bool const as_json = arguments.results.json;
    auto const ec = hold(of, arguments.results.wait_timeout);
    if (ec.failed())
        return refuse(as_json, "job " + of.job + ": " + words_about(ec, of.store->folder(), of.job),
                      ec == jimeng::client_errc::still_running ? jimeng::client_errc::still_running
                                                               : jimeng::client_errc::file_io);
    auto const job = of.store->folder().read(of.job);
    if (job.standing() == jimeng::job_standing::not_sent) return std::nullopt;
    if (!job.events.empty())
        if (auto const trouble = differs(job, arguments, request); !trouble.empty()) return refuse(as_json, trouble);
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: break;
    case jimeng::job_standing::unknown: {
        auto const ended = settle_unknown(of, job, arguments.on_unknown, as_json);
        return ended ? ended : attach(of, arguments, request, model, models);
    }
    case jimeng::job_standing::accepted:
        return arguments.no_wait ? tell_of_task(job, arguments, model, models)
                                 : wait_for(of, job, arguments, model, models);
    case jimeng::job_standing::over: break;
    }
    bool const here = job.last().error.failed() || (all_lie_there(job) && wants_the_same(job, arguments));
    return here ? show(job, arguments.results) : wait_for(of, job, arguments, model, models);
}

} // namespace command
