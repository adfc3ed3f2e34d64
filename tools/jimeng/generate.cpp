#include "attach.hpp"
#include "complaint.hpp"
#include "config/defaults.hpp"
#include "connection.hpp"
#include "journal.hpp"
#include "prices.hpp"
#include "printing.hpp"
#include "prompt_text.hpp"
#include "provenance/recipe.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "running.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/wire/any_request.hpp>

#include <chrono>
#include <string>
#include <tuple>
#include <utility>

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

std::string trouble_with(generate_arguments& arguments, jimeng::result_options& results)
{
    if (arguments.no_wait && arguments.results.emulator)
        return "--no-wait: a task of --emulator ends with this run; leave one of the two out";
    bool const attaches = arguments.once || !arguments.job_key.empty(); // what is there may be its own result
    if (!attaches && !arguments.on_unknown.empty())
        return "--on-unknown: speaks of an earlier submit of the same job: add the --job-key KEY or --once that "
               "it had; one without a key is settled by jimeng resume JOB --on-unknown " +
               arguments.on_unknown;
    if (arguments.no_wait && arguments.retry_refused != 0)
        return "--retry-refused: with --no-wait nobody hears of a refusal; leave one of the two out";
    if (arguments.request.subject)
        if (auto trouble = read_prompt(*arguments.request.subject); !trouble.empty()) return trouble;
    auto trouble = trouble_with(arguments.results, results);
    return trouble.empty() && !attaches ? trouble_with_place(arguments.results, "--force") : trouble;
}

/// The key of a job as it was given, or made of all that would be sent.
std::string key_of(generate_arguments const& arguments, jimeng::prepared_request const& request)
{
    if (!arguments.once) return arguments.job_key;
    return std::string{request.req_key} + ' ' + jimeng::body_sha256({.body = request.body, .files = request.files});
}

/// Whether the same request may pass the check of its output another time.
bool may_pass_another_time(jimeng::error_code const& ec)
{
    if (ec != jimeng::condition::content_refused || ec.category() != jimeng::service_category()) return false;
    auto const* const facts = jimeng::find_service_code(ec.value());
    return facts != nullptr && facts->retry == jimeng::retry_class::resubmit;
}

/// A job of a key is one submit: the refused one keeps its journal under another name.
bool make_room_for_another(session const& of)
{
    if (!of.store || of.job.empty()) return true;
    of.store->release(of.job);
    return !of.store->folder().set_aside(of.job).failed();
}

/// Whether the last submit came to nothing, so that what was paid is an earlier one.
bool cost_nothing(report const& found)
{
    using jimeng::verdict;
    auto const submitted = found.details.submitted;
    return found.error.failed() && (submitted == verdict::not_sent || submitted == verdict::rejected);
}

/// Submits, and again where the output was refused and somebody asked for that. Where a repeated submit costs nothing, the
/// refused one is the result: it may have been charged.
jimeng::pictures generate_until_passed(account_client& client, jimeng::any_request const& request,
                                       jimeng::generate_options const& how, session const& of, int repeats,
                                       report& found)
{
    auto pictures = client.generate(request, how, found.error, found.details);
    for (int made = 1; made <= repeats && may_pass_another_time(found.error) && !how.stop.stop_requested(); ++made) {
        auto const why = found.error.message() + " (code " + std::to_string(found.error.value()) + ", task " +
                         jimeng::for_terminal(found.details.task_id, 64) + ")";
        if (!make_room_for_another(of)) {
            complain("note: " + why + "; not submitted again, for the journal of job " + of.job +
                     " could not be set aside");
            break;
        }
        complain("note: " + why + "; submitted again, " + std::to_string(made) + " of " + std::to_string(repeats) +
                 ", which may be charged again");
        auto const refused = std::pair{found.error, found.details};
        auto next = client.generate(request, how, found.error, found.details);
        if (cost_nothing(found)) {
            complain("note: submitted again in vain, which cost nothing: " + found.error.message());
            std::tie(found.error, found.details) = refused;
            break;
        }
        pictures = std::move(next);
    }
    return pictures;
}

int generate_with(jimeng::model_entry const& model, jimeng::model_list models, generate_arguments const& arguments,
                  jimeng::result_options const& results)
{
    bool const as_json = arguments.results.json;
    typed_source source{arguments.request, model};
    if (auto const trouble = source.trouble(); !trouble.empty()) return refuse(as_json, trouble);
    if (!arguments.request.subject && needs_subject(model))
        return refuse(as_json, "PROMPT is required: " + source.words_for_no_prompt() + "; see --help");
    auto request = jimeng::any_request::from(model, source);
    if (!request) return refuse(as_json, line_about(request.why(), &source));
    auto whole = *request;
    if (auto const trouble = add_extras(whole, arguments.extras); !trouble.empty()) return refuse(as_json, trouble);
    price_list prices;
    if (auto const trouble = read_prices(config::with_default_prices(arguments.prices), models, prices);
        !trouble.empty())
        return refuse(as_json, trouble);
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
    run.note_highest_cost(highest_cost(model, outline, prices));
    auto const typed = provenance::options_of(arguments, model);
    of.keeper = provenance::keeper_for(arguments.results,
                                       {std::string{outline.text}, std::string{model.name}, std::string{model.req_key},
                                        provenance::fields_of(whole.prepared()), typed});
    run.keep_with(of.keeper, provenance::to_json(typed));
    return run_with(arguments.results, of, models, run, [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = arguments.job_key;
        if (arguments.no_wait) {
            client.submit(whole, how, found.error, found.details);
            run.take_task();
        } else {
            run.take(generate_until_passed(client, whole, how, of, arguments.retry_refused, found));
        }
        if (of.store) forget_refused(*of.store, of.job, found.error);
    });
}

} // namespace

int run_generate(generate_arguments arguments, jimeng::model_list models)
{
    jimeng::result_options results;
    bool const as_json = arguments.results.json;
    if (auto const trouble = trouble_with(arguments, results); !trouble.empty()) return refuse(as_json, trouble);
    if (arguments.model.empty()) arguments.model = config::default_model();
    auto const* const model = jimeng::find_model(models, arguments.model);
    return model != nullptr ? generate_with(*model, models, arguments, results)
                            : refuse(as_json, unknown_model(arguments.model, models));
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
    run.note_highest_cost(of.highest_cost);
    run.keep_with(of.keeper, {});
    return run_with(wanted, of, models, run, [&](account_client& client, std::stop_token stop) {
        auto how = run.options(results, of.job, std::move(stop));
        how.job_key = of.key;
        run.take(client.generate(request, how, found.error, found.details));
    });
}

} // namespace command
