#include "complaint.hpp"
#include "connection.hpp"
#include "free_name.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "prompt_text.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "runner.hpp"

#include <jimeng/core/escape.hpp>

#include <unistd.h>

#include <exception>
#include <string>

namespace command {

namespace {

/// A model by its name or its request key; the first of the registry when none is named.
template <class Visitor>
bool with_model(std::string const& wanted, Visitor&& visit)
{
    bool found = false;
    jimeng::for_each_model([&]<class Model>() {
        if (found || (!wanted.empty() && wanted != Model::name && wanted != Model::req_key)) return;
        found = true;
        visit.template operator()<Model>();
    });
    return found;
}

std::string unknown_model(std::string const& wanted)
{
    std::string names;
    jimeng::for_each_model([&]<class Model>() { (names += names.empty() ? "" : ", ") += Model::name; });
    return "model " + jimeng::for_terminal(wanted, 60) + ": there is no such model; choose one of " + names;
}

/// The rest of a run, once the arguments are understood. `call` does the client's part.
template <class Call>
int run_with(result_arguments const& arguments, runner& run, Call call, known_task const& task = {})
try {
    interrupt signals{[&run] { run.say_what_a_stop_waits_for(); }, [&run] { run.say_last_words(); }};
    try {
        connection made;
        auto why = jimeng::client_errc::bad_setting;
        if (auto const trouble = connect(arguments, made, why); !trouble.empty())
            return refuse(arguments.json, trouble, why, task);
        call(*made.client, signals.token());
    } catch (std::exception const& error) { // while the signals are still waited for
        return run.end_thrown(error.what());
    }
    return run.end();
} catch (std::exception const& error) {
    return run.end_thrown(error.what());
}

template <class Model>
int generate_with(generate_arguments const& arguments, jimeng::result_options const& results)
{
    auto const& texts = arguments.request;
    Model request{.prompt = jimeng::prompt::unchecked(std::string_view{texts.prompt})};
    if (auto const broken = read_request(texts, request)) return refuse(arguments.results.json, line_about(broken));
    runner run{arguments.results, std::string{Model::req_key}, arguments.model};
    auto& found = run.found();
    found.prompt = texts.prompt;
    found.wanted_size = texts.width ? *texts.width + " × " + *texts.height : texts.size.value_or("2K");
    return run_with(arguments.results, run, [&](jimeng::client& client, std::stop_token stop) {
        auto const how = run.options(results, std::move(stop));
        if (!arguments.no_wait) return run.take(client.generate(request, how, found.error, found.details));
        client.submit(request, how, found.error, found.details);
        run.take_task();
    });
}

/// Options of which one makes the other meaningless.
std::string trouble_between(result_arguments const& arguments)
{
    if (!to_standard_output(arguments)) return {};
    if (arguments.json) return "output -: standard output takes the picture or --json, not both; name a file for one";
    if (::isatty(STDOUT_FILENO) == 1) return "output -: standard output is a terminal; name a file, or add > cat.png";
    return {};
}

/// Everything that can be refused without knowing the model; empty when nothing is.
std::string trouble_with(result_arguments const& arguments, jimeng::result_options& results, std::string_view remedy)
{
    if (auto const broken = read_result_options(arguments, results)) return line_about(broken);
    if (auto trouble = trouble_between(arguments); !trouble.empty() || to_standard_output(arguments)) return trouble;
    if (arguments.output) return trouble_with_output(*arguments.output, arguments.overwrite, remedy);
    auto const folder = output_of(arguments);
    return folder.empty() ? std::string{} : trouble_with_folder(folder);
}

std::string trouble_with(generate_arguments& arguments, jimeng::result_options& results)
{
    if (arguments.no_wait && arguments.results.emulator)
        return "--no-wait: a task of --emulator ends with this run; leave one of the two out";
    if (auto trouble = read_prompt(arguments.request.prompt); !trouble.empty()) return trouble;
    return trouble_with(arguments.results, results, "--force");
}

/// What to run where the arguments of a `wait` are refused for the sake of a file.
known_task instead_of(wait_arguments const& arguments, std::string const& id)
{
    auto const& output = arguments.results.output;
    if (!output || to_standard_output(arguments.results) || free_output(*output, id) == *output) return {id, {}};
    return {id, resume_command(id, arguments.model, arguments.results)};
}

} // namespace

int run_generate(generate_arguments arguments)
{
    jimeng::result_options results;
    bool const as_json = arguments.results.json;
    if (auto const trouble = trouble_with(arguments, results); !trouble.empty()) return refuse(as_json, trouble);
    int code = success;
    bool const found =
        with_model(arguments.model, [&]<class Model>() { code = generate_with<Model>(arguments, results); });
    return found ? code : refuse(as_json, unknown_model(arguments.model));
}

int run_wait(wait_arguments arguments)
{
    auto& wanted = arguments.results;
    jimeng::task which;
    auto const id = jimeng::task_id::parse(std::string_view{arguments.task_id});
    if (!id) return refuse(wanted.json, line_about(id.why()));
    which.id = *id;
    if (!with_model(arguments.model, [&]<class Model>() { which.req_key = Model::req_key; }))
        return refuse(wanted.json, unknown_model(arguments.model), jimeng::client_errc::rule_broken, {id->text(), {}});
    auto const output = output_of(wanted);
    if (wanted.free_name && !output.empty() && output != "-") wanted.output = free_output(output, id->text());
    jimeng::result_options results;
    if (auto const trouble = trouble_with(wanted, results, "--free-name or --force"); !trouble.empty())
        return refuse(wanted.json, trouble, jimeng::client_errc::rule_broken, instead_of(arguments, id->text()));
    runner run{wanted, which.req_key, arguments.model};
    auto& found = run.found();
    found.prompt = arguments.prompt.value_or("");
    run.remember(id->text());
    auto const call = [&](jimeng::client& client, std::stop_token stop) {
        run.take(client.wait(which, run.options(results, std::move(stop)), found.error, found.details));
    };
    return run_with(wanted, run, call, {id->text(), resume_command(id->text(), arguments.model, wanted)});
}

} // namespace command
