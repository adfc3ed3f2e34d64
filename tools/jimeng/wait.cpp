#include "complaint.hpp"
#include "free_name.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "offered.hpp"
#include "provenance/recipe.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "running.hpp"

#include <string>
#include <utility>

namespace command {

namespace {

/// What to run where the arguments of a `wait` are refused for the sake of a file.
known_task instead_of(wait_arguments const& arguments, std::string const& id, std::string const& model)
{
    auto const& output = arguments.results.output;
    if (!output || to_standard_output(arguments.results) || free_output(*output, id) == *output) return {id, {}};
    return {id, resume_command(id, model, arguments.results)};
}

/// The options that help where a file is in the way.
std::string_view ways_past_a_file()
{
    if (!offers("--force")) return {};
    return offers("--free-name") ? "--free-name or --force" : "--force";
}

/// The journal knows the model. Somebody who names another one is answered for that, and the job is left alone.
void go_on_with(jimeng::job_history const& job, wait_arguments& arguments, jimeng::model_list models, session& of)
{
    auto const* const known = jimeng::find_model(models, job.last().req_key);
    if (known == nullptr) return of.store.reset();
    if (arguments.model.empty()) arguments.model = known->name;
    if (jimeng::find_model(models, arguments.model) != known) return of.store.reset();
    of.job = job.name;
    of.key = job.first().key;
    of.endpoint = job.last().endpoint;
    of.has_ended = has_ended(job);
    of.accepted_at = accepted_at(job);
    of.may_be_elsewhere = true;
    if (!arguments.results.output && note_of(job).words == note_of({}, arguments.results).words)
        of.saved = saved_still(job);
}

/// A task that the service has never heard of was no job.
void drop_if_unknown(session const& of, std::string_view id, report const& found)
{
    bool const never =
        found.error == jimeng::service_errc::input_invalid || found.error == jimeng::client_errc::task_lost;
    if (!of.store || !of.job.empty() || found.task_is_known || !never) return;
    auto const job = of.store->folder().find_task(id);
    if (!job) return;
    of.store->release(job->name);
    static_cast<void>(of.store->folder().forget_over(job->name)); // else it stays as a failed one
}

} // namespace

int run_wait(wait_arguments arguments, jimeng::model_list models)
{
    session of;
    std::string trouble;
    if (!open_journal_for(arguments.results, of, trouble))
        return refuse(arguments.results.json, trouble, jimeng::client_errc::file_io, {arguments.task_id, {}});
    if (of.store)
        if (auto const job = of.store->folder().find_task(arguments.task_id)) go_on_with(*job, arguments, models, of);
    return run_wait(std::move(arguments), models, of);
}

namespace {

/// As far as the journal, or whoever waits, knows.
provenance::recipe recipe_for(session const& of, wait_arguments const& arguments, jimeng::model_entry const& model)
{
    provenance::recipe from{{}, std::string{model.name}, std::string{model.req_key}, {}, {}};
    if (of.store && !of.job.empty()) from = provenance::recipe_of(of.store->folder().read(of.job), model);
    if (arguments.prompt) from.prompt = *arguments.prompt;
    return from;
}

} // namespace

int run_wait(wait_arguments arguments, jimeng::model_list models, session const& known)
{
    auto of = known;
    auto& wanted = arguments.results;
    jimeng::task which;
    auto const id = jimeng::task_id::parse(std::string_view{arguments.task_id});
    if (!id) return refuse(wanted.json, line_about(id.why()));
    which.id = *id;
    auto const* const model = jimeng::find_model(models, arguments.model);
    if (model == nullptr)
        return refuse(wanted.json, unknown_model(arguments.model, models), jimeng::client_errc::rule_broken,
                      {id->text(), {}});
    auto const name = model_to_name(*model, arguments.model, models);
    which.req_key = model->req_key;
    which.action_stem = model->action_stem;
    which.result = model->result;
    if (!wanted.output)
        wanted.free_folder = free_output(output_of(wanted), id->text(), of.saved); // nobody chose the name
    else if (wanted.free_name && !to_standard_output(wanted))
        wanted.output = free_output(*wanted.output, id->text(), of.saved);
    jimeng::result_options results;
    auto trouble = trouble_with(wanted, results);
    if (trouble.empty()) trouble = trouble_with_place(wanted, ways_past_a_file(), of.saved);
    if (trouble.empty()) trouble = trouble_with_job(of);
    if (!trouble.empty())
        return refuse(wanted.json, trouble, jimeng::client_errc::rule_broken, instead_of(arguments, id->text(), name));
    runner run{wanted, which.req_key, name};
    auto& found = run.found();
    found.prompt = arguments.prompt.value_or("");
    run.remember(id->text(), of.has_ended);
    if (wanted.sidecar || wanted.embed) of.keeper = provenance::keeper_for(wanted, recipe_for(of, arguments, *model));
    run.keep_with(of.keeper, {});
    auto const call = [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = of.key;
        how.already_saved = of.saved;
        how.accepted_at = of.accepted_at;
        run.take(client.wait(which, how, found.error, found.details));
    };
    auto const code = run_with(wanted, of, models, run, call, {id->text(), resume_command(id->text(), name, wanted)});
    drop_if_unknown(of, id->text(), found);
    return code;
}

} // namespace command
