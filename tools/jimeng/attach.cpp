#include "attach.hpp"

#include "complaint.hpp"
#include "job_facts.hpp"
#include "printing.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "runner.hpp"

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
    of.saved = saved_still(job);
    return run_wait(wait, models, of);
}

/// Returns once this process holds the job.
jimeng::error_code hold(session const& of)
{
    bool told = false;
    for (;;) {
        auto const ec = of.store->hold(of.job);
        if (ec != jimeng::client_errc::job_locked) return ec;
        if (!told) complain("another process goes on with this job; waiting for it");
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

std::optional<int> attach(session const& of, generate_arguments const& arguments, jimeng::model_entry const& model,
                          jimeng::model_list models)
{
    bool const as_json = arguments.results.json;
    auto const ec = hold(of);
    if (ec.failed()) return refuse(as_json, "job " + of.job + ": " + ec.message(), jimeng::client_errc::file_io);
    auto const job = of.store->folder().read(of.job);
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: return std::nullopt;
    case jimeng::job_standing::unknown: {
        auto const ended = settle_unknown(of, job, arguments.on_unknown, as_json);
        return ended ? ended : attach(of, arguments, model, models);
    }
    case jimeng::job_standing::accepted: return wait_for(of, job, arguments, model, models);
    case jimeng::job_standing::over: break;
    }
    bool const lost = !job.last().error.failed() && !all_lie_there(results_of(job));
    return lost ? wait_for(of, job, arguments, model, models) : show(job, arguments.results);
}

} // namespace command
