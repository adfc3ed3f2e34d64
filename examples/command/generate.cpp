#include "complaint.hpp"
#include "connection.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "run.hpp"
#include "runner.hpp"

#include <jimeng/core/escape.hpp>

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
int run_with(result_arguments const& arguments, runner& run, Call call)
{
    interrupt signals{{}, [&run] { run.say_how_to_go_on(); }};
    connection made;
    auto why = jimeng::client_errc::bad_setting;
    if (auto const trouble = connect(arguments, made, why); !trouble.empty()) return refuse(arguments, trouble, why);
    run.take(call(*made.client, signals.token()));
    return run.end();
}

template <class Model>
int generate_with(generate_arguments const& arguments, jimeng::result_options const& results)
{
    auto const& texts = arguments.request;
    Model request{.prompt = jimeng::prompt::unchecked(std::string_view{texts.prompt})};
    if (auto const broken = read_request(texts, request)) return refuse(arguments.results, line_about(broken));
    runner run{arguments.results, std::string{Model::req_key}, arguments.model};
    run.found().prompt = texts.prompt;
    run.found().wanted_size = texts.width ? *texts.width + " × " + *texts.height : texts.size.value_or("2K");
    return run_with(arguments.results, run, [&](jimeng::client& client, std::stop_token stop) {
        return client.generate(request, run.options(results, std::move(stop)), run.found().error, run.found().details);
    });
}

/// Everything that can be refused without knowing the model; empty when nothing is.
std::string trouble_with(result_arguments const& arguments, jimeng::result_options& results)
{
    if (auto const broken = read_result_options(arguments, results)) return line_about(broken);
    if (!arguments.output.empty()) return trouble_with_output(arguments.output, arguments.overwrite);
    return wants_files(arguments) ? trouble_with_folder(default_folder) : std::string{};
}

} // namespace

int run_generate(generate_arguments const& arguments)
{
    jimeng::result_options results;
    if (auto const trouble = trouble_with(arguments.results, results); !trouble.empty())
        return refuse(arguments.results, trouble);
    int code = success;
    bool const found =
        with_model(arguments.model, [&]<class Model>() { code = generate_with<Model>(arguments, results); });
    return found ? code : refuse(arguments.results, unknown_model(arguments.model));
}

int run_wait(wait_arguments const& arguments)
{
    jimeng::result_options results;
    if (auto const trouble = trouble_with(arguments.results, results); !trouble.empty())
        return refuse(arguments.results, trouble);
    auto const id = jimeng::task_id::parse(std::string_view{arguments.task_id});
    if (!id) return refuse(arguments.results, line_about(id.why()));
    jimeng::task which;
    which.id = *id;
    if (!with_model(arguments.model, [&]<class Model>() { which.req_key = Model::req_key; }))
        return refuse(arguments.results, unknown_model(arguments.model));
    runner run{arguments.results, which.req_key, arguments.model};
    run.found().prompt = arguments.prompt.value_or("");
    run.remember(id->text());
    return run_with(arguments.results, run, [&](jimeng::client& client, std::stop_token stop) {
        return client.wait(which, run.options(results, std::move(stop)), run.found().error, run.found().details);
    });
}

} // namespace command
