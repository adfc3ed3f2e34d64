#include "attach.hpp"
#include "complaint.hpp"
#include "connection.hpp"
#include "free_name.hpp"
#include "interrupt.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "output_files.hpp"
#include "prompt_text.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "runner.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/wire/any_request.hpp>

#include <unistd.h>

#include <chrono>
#include <exception>
#include <string>

namespace command {

namespace {

/// The size as it was asked for, for a result whose bytes were not fetched.
std::string wanted_size(jimeng::request_outline const& outline)
{
    if (outline.sides.width != 0)
        return std::to_string(outline.sides.width) + " × " + std::to_string(outline.sides.height);
    for (auto const& preset : jimeng::presets)
        if (preset.area == outline.area) return std::string{preset.name};
    return outline.area == 0 ? std::string{} : std::to_string(outline.area) + " px";
}

/// Adds fields that no description has; empty where all could be added.
std::string add_extras(jimeng::any_request& request, std::vector<std::string> const& extras)
{
    for (auto const& one : extras) {
        auto const equals = one.find('=');
        if (equals == std::string::npos || equals == 0)
            return "--extra " + jimeng::for_terminal(one, 60) + ": is no NAME=JSON; write for instance --extra seed=7";
        auto broken = request.with_extra(one.substr(0, equals), one.substr(equals + 1));
        if (!broken) continue;
        broken.field = "--extra " + broken.field;
        return line_about(broken);
    }
    return {};
}

/// The rest of a run, once the arguments are understood. `call` does the client's part. Signals are waited for until all is
/// said: they must not hide what was paid.
template <class Call>
int run_with(result_arguments const& arguments, session const& of, jimeng::model_list models, runner& run, Call call,
             known_task const& task = {})
try {
    interrupt signals{[&run] { run.say_what_a_stop_waits_for(); }, [&run] { run.say_last_words(); }};
    try {
        {
            connection made;
            auto why = jimeng::client_errc::bad_setting;
            if (auto const trouble = connect(arguments, of, models, made, why); !trouble.empty())
                return refuse(arguments.json, trouble, why, task);
            run.wait_at_most(made.client->options().poll.deadline);
            call(*made.client, signals.token());
        }
        return run.end();
    } catch (std::exception const& error) {
        return run.end_thrown(error.what());
    }
} catch (std::exception const& error) {
    return run.end_thrown(error.what());
}

/// Options of which one makes the other meaningless.
std::string trouble_between(result_arguments const& arguments)
{
    if (!to_standard_output(arguments)) return {};
    if (arguments.json) return "output -: standard output takes the picture or --json, not both; name a file for one";
    if (::isatty(STDOUT_FILENO) == 1) return "output -: standard output is a terminal; name a file, or add > cat.png";
    return {};
}

/// What keeps the results from their place; empty when nothing does.
std::string trouble_with_place(result_arguments const& arguments, std::string_view remedy,
                               jimeng::saved_results const& own = {})
{
    if (to_standard_output(arguments)) return {};
    if (arguments.output) return trouble_with_output(*arguments.output, arguments.overwrite, remedy, own);
    auto const folder = output_of(arguments);
    return folder.empty() ? std::string{} : trouble_with_folder(folder);
}

/// Everything that can be refused without knowing the model; empty when nothing is.
std::string trouble_with(result_arguments const& arguments, jimeng::result_options& results)
{
    if (auto const broken = read_result_options(arguments, results)) return line_about(broken);
    return trouble_between(arguments);
}

std::string trouble_with(generate_arguments& arguments, jimeng::result_options& results)
{
    if (arguments.no_wait && arguments.results.emulator)
        return "--no-wait: a task of --emulator ends with this run; leave one of the two out";
    bool const attaches = arguments.once || !arguments.job_key.empty(); // what is there may be its own result
    if (!attaches && !arguments.on_unknown.empty())
        return "--on-unknown: speaks of an earlier submit of the same job: add the --job-key KEY or --once that it "
               "had; one "
               "without a key is settled by jimeng resume JOB --on-unknown " +
               arguments.on_unknown;
    if (arguments.request.subject)
        if (auto trouble = read_prompt(*arguments.request.subject); !trouble.empty()) return trouble;
    auto trouble = trouble_with(arguments.results, results);
    return trouble.empty() && !attaches ? trouble_with_place(arguments.results, "--force") : trouble;
}

/// The journal of a run that wants one. False where it cannot be opened, with the reason in `trouble`.
bool open_journal_for(result_arguments const& arguments, session& of, std::string& trouble)
{
    if (arguments.no_journal || arguments.emulator || of.store) return true;
    of.store = open_journal(trouble);
    return of.store != nullptr;
}

/// The key of a job as it was given, or made of all that would be sent.
std::string key_of(generate_arguments const& arguments, jimeng::prepared_request const& request)
{
    if (!arguments.once) return arguments.job_key;
    return std::string{request.req_key} + ' ' + jimeng::body_sha256({.body = request.body, .files = request.files});
}

int generate_with(jimeng::model_entry const& model, jimeng::model_list models, generate_arguments const& arguments,
                  jimeng::result_options const& results)
{
    bool const as_json = arguments.results.json;
    typed_source source{arguments.request, model};
    if (auto const trouble = source.trouble(); !trouble.empty()) return refuse(as_json, trouble);
    if (!arguments.request.subject && needs_subject(model))
        return refuse(as_json, "PROMPT is required: say what the picture shows; see --help");
    auto request = jimeng::any_request::from(model, source);
    if (!request) return refuse(as_json, line_about(request.why(), &source));
    auto whole = *request;
    if (auto const trouble = add_extras(whole, arguments.extras); !trouble.empty()) return refuse(as_json, trouble);
    session of{.req_key = std::string{model.req_key}};
    std::string trouble;
    if (!open_journal_for(arguments.results, of, trouble))
        return refuse(as_json, trouble, jimeng::client_errc::file_io);
    auto const key = key_of(arguments, whole.prepared());
    if (of.store) of.job = of.store->name_job(key, std::chrono::system_clock::now());
    if (!key.empty()) {
        if (!of.store)
            return refuse(as_json, "--job-key and --once need the journal: leave --no-journal and --emulator out");
        if (auto const ended = attach(of, arguments, whole.prepared(), model, models)) return *ended;
        if (trouble = trouble_with_place(arguments.results, "--force"); !trouble.empty())
            return refuse(as_json, trouble);
    }
    auto const& outline = whole.outline();
    runner run{arguments.results, std::string{model.req_key}, model_to_name(model, arguments.model, models)};
    auto& found = run.found();
    found.prompt = outline.text;
    found.wanted_size = wanted_size(outline);
    return run_with(arguments.results, of, models, run, [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = arguments.job_key;
        if (!arguments.no_wait) return run.take(client.generate(whole, how, found.error, found.details));
        client.submit(whole, how, found.error, found.details);
        run.take_task();
    });
}

/// What to run where the arguments of a `wait` are refused for the sake of a file.
known_task instead_of(wait_arguments const& arguments, std::string const& id, std::string const& model)
{
    auto const& output = arguments.results.output;
    if (!output || to_standard_output(arguments.results) || free_output(*output, id) == *output) return {id, {}};
    return {id, resume_command(id, model, arguments.results)};
}

/// Where another process goes on with the job.
std::string trouble_with_job(session const& of)
{
    if (!of.store || of.job.empty()) return {};
    auto const ec = of.store->hold(of.job);
    if (!ec.failed()) return {};
    return "job " + of.job + ": " + ec.message() +
           (ec == jimeng::client_errc::job_locked ? "; wait for it to end" : "");
}

} // namespace

int run_generate(generate_arguments arguments, jimeng::model_list models)
{
    jimeng::result_options results;
    bool const as_json = arguments.results.json;
    if (auto const trouble = trouble_with(arguments, results); !trouble.empty()) return refuse(as_json, trouble);
    auto const* const model = jimeng::find_model(models, arguments.model);
    return model != nullptr ? generate_with(*model, models, arguments, results)
                            : refuse(as_json, unknown_model(arguments.model, models));
}

namespace {

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
    of.may_be_elsewhere = true;
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

int run_wait(wait_arguments arguments, jimeng::model_list models, session const& of)
{
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
    auto const output = output_of(wanted);
    if (wanted.free_name && !output.empty() && output != "-") wanted.output = free_output(output, id->text(), of.saved);
    jimeng::result_options results;
    auto trouble = trouble_with(wanted, results);
    if (trouble.empty()) trouble = trouble_with_place(wanted, "--free-name or --force", of.saved);
    if (trouble.empty()) trouble = trouble_with_job(of);
    if (!trouble.empty())
        return refuse(wanted.json, trouble, jimeng::client_errc::rule_broken, instead_of(arguments, id->text(), name));
    runner run{wanted, which.req_key, name};
    auto& found = run.found();
    found.prompt = arguments.prompt.value_or("");
    run.remember(id->text(), of.has_ended);
    auto const call = [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = of.key;
        how.already_saved = of.saved;
        run.take(client.wait(which, how, found.error, found.details));
    };
    return run_with(wanted, of, models, run, call, {id->text(), resume_command(id->text(), name, wanted)});
}

int run_again(wait_arguments arguments, jimeng::model_list models, jimeng::prepared_request request, session const& of)
{
    auto const& wanted = arguments.results;
    jimeng::result_options results;
    auto trouble = trouble_with(wanted, results);
    if (trouble.empty()) trouble = trouble_with_place(wanted, "--force");
    if (trouble.empty()) trouble = trouble_with_job(of);
    if (!trouble.empty()) return refuse(wanted.json, trouble);
    runner run{wanted, std::string{request.req_key}, arguments.model};
    auto& found = run.found();
    found.prompt = arguments.prompt.value_or("");
    return run_with(wanted, of, models, run, [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = of.key;
        run.take(client.generate(request, how, found.error, found.details));
    });
}

} // namespace command
