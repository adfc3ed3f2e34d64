#include "command.hpp"
#include "batch/arguments.hpp"
#include "cluster/cluster.hpp"
#include "complaint.hpp"
#include "completion.hpp"
#include "config/config.hpp"
#include "config/defaults.hpp"
#include "config/show.hpp"
#include "doctor.hpp"
#include "exit_code.hpp"
#include "gallery/arguments.hpp"
#include "generate_arguments.hpp"
#include "help_examples.hpp"
#include "language.hpp"
#include "mcp/arguments.hpp"
#include "models_command.hpp"
#include "number_limit.hpp"
#include "option_words.hpp"
#include "process_guard.hpp"
#include "provenance/commands.hpp"
#include "resume.hpp"
#include "run.hpp"
#include "secrets.hpp"
#include "serve/arguments.hpp"
#include "short_report.hpp"
#include "skill/skill.hpp"
#include "spoken.hpp"
#include "tasks_command.hpp"
#include "terminal/help.hpp"

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

namespace {

constexpr char exit_codes[] = R"(Exit codes:
  0 ok   2 usage   3 credentials or settings   4 refused by authentication   5 content refused   6 throttled
  7 the service failed   8 network, not sent   9 still running: wait for it, do not submit again
  10 submit unknown: it may be billed   11 task lost or expired   12 paid but not all saved: wait for it again
  13 local file error   14 answer outside the protocol   130 interrupted

Environment variables:
  VOLC_ACCESSKEY, VOLC_SECRETKEY   keys (required without --emulator and without a file of keys)
  VOLC_SESSION_TOKEN               token of temporary keys; also read as VOLC_SESSIONTOKEN
  VOLCENGINE_ACCESS_KEY, VOLCENGINE_SECRET_KEY, VOLCENGINE_SESSION_TOKEN
                                   the same, where none of the first two is set
  JIMENG_API_URL                   API endpoint, which may have a path (default: https://visual.volcengineapi.com)
  JIMENG_BEARER_TOKEN              token of the relay that JIMENG_API_URL names; then no keys are needed
  JIMENG_ROUTE                     generic (default), or model for the actions that bear the model's name
  JIMENG_API_TIMEOUT               Request timeout seconds (default: 120)
  JIMENG_POLL_INTERVAL             Polling interval seconds (default: growing, at most 4)
  JIMENG_CONCURRENCY               Runs that wait for a task of one model at once, over all runs with the same keys; a task
                                   that --no-wait left is not counted (default: 1)
  JIMENG_MODEL                     Model where none is named (default: the first)
  JIMENG_RATE                      Submits a second at most, over all runs with the same keys (default: 1)
  JIMENG_PRICES                    What a picture or a second of video costs, as --price tells: "4.0=0.2 video-3.0=0.3"
  JIMENG_WAIT_TIMEOUT              Seconds until a task is no longer waited for (default: 60 queries)
  JIMENG_PROFILE                   Profile of the file of settings
  JIMENG_OUTPUT_DIR                Where results are saved without --output (default: generated_images/)
  JIMENG_STATE_DIR                 Where jobs are kept (default: $XDG_STATE_HOME/jimeng, else ~/.local/state/jimeng)
  JIMENG_LANG                      Language of what is printed, en or zh (default: the locale's)
  JIMENG_MAX_POLL_ATTEMPTS         Max polling attempts (default: 60, more than 3 minutes)
  HTTPS_PROXY, NO_PROXY            http://[USER:PASSWORD@]HOST:PORT to go through, and the hosts to reach without it

Files of keys, where no variable names one; the first that names a key counts, and it must be chmod 600:
  ~/.volc/credentials              [default] with access_key_id = ... and secret_access_key = ...
  ~/.volc/config                   {"ak": "...", "sk": "..."}

Settings that are no secrets may stand in ~/.config/jimeng/config.toml; an option counts before a variable, a variable before
the file. jimeng config shows each and where it comes from.

What is in the way of a picture, and what to mend: jimeng doctor, which costs nothing
)";

constexpr char example[] = R"(Examples:
  jimeng generate "A white Siamese cat on a windowsill" --output cat.png
  jimeng generate "Mountain sunset" --width 2560 --height 1440 --emulator
  jimeng generate "Change to watercolor style" --images https://example.com/input.jpg
  jimeng generate "The cat yawns" --model video-3.0-pro --output cat.mp4

Each model has its own options: jimeng models lists the models, jimeng generate --model NAME --help the options of one.

)";

void add_emulator_options(CLI::App& app, emulator_arguments& arguments)
{
    app.add_option("--port", arguments.port, "Port on 127.0.0.1 (default: any free one)")
        ->type_name("N")
        ->check(within<std::int64_t>(0, 65535, "(0: any free one)"));
    app.add_option("--task-seconds", arguments.task_seconds, "How long a task takes (default: 0)")
        ->type_name("S")
        ->check(CLI::Range(0.0, 86400.0));
    app.add_option("--task-queries", arguments.task_queries, "How many queries a task is not done for (default: 0)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000000));
    app.add_option("--access-key-id", arguments.access_key_id, "Access key id of the one account")->type_name("ID");
    app.add_option("--path", arguments.path, "Play a relay: serve the actions below this path")->type_name("/PREFIX");
    app.add_option("--bearer-token-from", arguments.bearer_token_from,
                   "Play a relay: take the token in this file in the place of signatures")
        ->type_name("FILE");
}

void add_tasks_options(CLI::App& app, tasks_arguments& arguments)
{
    app.add_option("WHAT", arguments.what, "list (default), show or forget")->type_name("");
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->type_name("");
    app.add_flag(
        "--done", arguments.done,
        "With forget: every job that is done or failed; never one that may still be brought home, or may be paid");
    app.add_option("--older-than", arguments.older_than, "With --done: only what ended so many days ago")
        ->type_name("DAYS")
        ->check(CLI::Range(0.0, 36500.0).description(""));
    app.add_flag("--json", arguments.as_json, "Print one JSON document");
}

/// How a job of the journal is gone on with.
void add_way(CLI::App& app, resume_arguments& arguments)
{
    add_keeping_options(app, arguments.sidecar, arguments.embed, arguments.show, arguments.open);
    app.add_option("--ca-file", arguments.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_option("--wait-timeout", arguments.wait_timeout,
                   "Seconds until a task is no longer waited for; it goes on (default: 60 queries)")
        ->type_name("S")
        ->check(within<double>(1, 43200, "seconds"));
}

void add_resume_options(CLI::App& app, resume_arguments& arguments)
{
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->type_name("");
    app.add_flag("--all", arguments.all, "Every job that was accepted and is not over; costs nothing");
    add_on_unknown(app, arguments.on_unknown);
    add_way(app, arguments);
    app.add_flag("--json", arguments.as_json, "Print one JSON document for each job instead of Markdown");
    add_lang(app, arguments.lang);
}

constexpr char emulator_exit_codes[] =
    R"(With --fault-plan, the last line on standard error is JSON: which of the planned faults have struck, and how many times. Exit
code 1: one of them has not, so that what it was planned for was not tried. 2: usage. 13: the ledger cannot be used.
)";

/// What makes it answer as a service does on a bad day, and tell afterwards what happened.
void add_oracle_options(CLI::App& app, emulator_arguments& arguments)
{
    app.add_option(
           "--ledger", arguments.ledger,
           "Write a line of JSON for each accepted submit, before it is answered, and for each result; go on with "
           "the tasks of an earlier run")
        ->type_name("FILE");
    app.add_option("--price", arguments.prices,
                   "What a picture or a second of video of a model costs, for the ledger; may be repeated")
        ->type_name("MODEL=NUMBER")
        ->allow_extra_args(false);
    app.add_option("--fault-plan", arguments.fault_plan, "Let calls fail as this JSON file says")->type_name("FILE");
    app.add_option("--most-running", arguments.most_running,
                   "Refuse a submit with 50430 while so many tasks run (default: never)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000000));
    app.add_option("--submits-per-second", arguments.submits_per_second,
                   "Refuse a submit with 50429 beyond so many within a second (default: never)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000000));
    app.add_option("--clock-offset", arguments.clock_offset,
                   "How far its clock is ahead of this machine's, in seconds; negative: behind (default: 0)")
        ->type_name("S")
        ->check(CLI::Range(std::int64_t{-3153600000}, std::int64_t{3153600000}));
}

void add_download_options(CLI::App& app, resume_arguments& arguments)
{
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->required()->type_name("");
    app.add_option("--output", arguments.output, "Where to (default: a free name beside the first place)")
        ->type_name("PATH");
    app.add_flag("--free-name", arguments.free_name,
                 "Where something lies at PATH, save under a free name with the task's id");
    app.add_flag("--force", arguments.overwrite, "Overwrite existing files");
    add_way(app, arguments);
    app.add_flag("--json", arguments.as_json, "Print one JSON document instead of Markdown");
    add_lang(app, arguments.lang);
}

/// A word that begins as an option does may be the prompt or a task's id.
std::string no_option(std::string const& word)
{
    if (word == "--") return "after -- come no options: put them before it, and the prompt or the task's id behind it";
    auto const name = word.substr(0, word.find('='));
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos)
        return "there is no option " + word + "; where it is the prompt or the task's id, put -- before it";
    return "'" + word + "' begins like an option: put -- before the prompt or the task's id";
}

/// About an option that another model has and the wanted one lacks; empty where that is not what is wrong.
std::string option_of_others(std::string const& word, generate_arguments const& arguments, jimeng::model_list models,
                             jimeng::model_entry const* wanted)
{
    auto const& names = arguments.request.names;
    auto const name = word.substr(2, word.find('=') - 2);
    auto const has = [&](jimeng::model_entry const& model) {
        auto const all = typed_facts(model);
        return std::any_of(all.begin(), all.end(), [&](auto const& facts) {
            auto const own = names.of(model, facts.name);
            bool const negated = facts.holds == jimeng::value_facts::type::truth && name == "no-" + std::string{own};
            return !own.empty() && (name == own || negated);
        });
    };
    bool const of_others = std::any_of(models.begin(), models.end(), [&](auto const* model) { return has(*model); });
    if (wanted == nullptr || !of_others || has(*wanted)) return {};
    return typed_source{arguments.request, *wanted}.lacks(name);
}

/// `generate, wait, ... or emulator`.
std::string names_of_subcommands(CLI::App const& app)
{
    auto const all = app.get_subcommands([](CLI::App const*) { return true; });
    std::string names;
    for (auto const* const one : all)
        (names += names.empty() ? "" : one == all.back() ? " or " : ", ") += one->get_name();
    return names;
}

/// What was not understood, in the words of someone who typed it.
/// @param foreign  Says what is wrong with an option that another model has.
std::string what_is_wrong(CLI::App& app, CLI::ParseError const& error,
                          std::function<std::string(std::string const&)> const& foreign)
{
    auto const rest = app.remaining(true);
    for (auto const& word : rest)
        if (word.size() > 2 && word.starts_with("--"))
            if (auto line = foreign(word); !line.empty()) return line;
    for (auto const* const one : app.get_subcommands())
        if (auto line = repeated_option(*one); !line.empty()) return line;
    if (auto line = repeated_option(app); !line.empty()) return line;
    bool const lacks = dynamic_cast<CLI::RequiredError const*>(&error) != nullptr;
    bool const in_subcommand = !app.get_subcommands().empty() || app.get_name() != "jimeng";
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr || (lacks && in_subcommand)) {
        for (auto const& word : rest)
            if (word.size() > 1 && word.starts_with('-')) return no_option(word);
    }
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr && !rest.empty()) {
        return "'" + rest.front() + "' is one word too many: put the prompt in quotes";
    }
    if (app.get_name() == "jimeng" && app.get_subcommands().empty() && !rest.empty())
        return "there is no subcommand '" + rest.front() + "': use " + names_of_subcommands(app);
    return error.what();
}

/// The arguments were not understood, so whether JSON is wanted has to be seen without them.
bool asks_for_json(std::vector<std::string> const& words)
{
    for (auto const& word : words) {
        if (word == "--") return false;
        if (word == "--json" || word.starts_with("--json=")) return true;
    }
    return false;
}

int parse_failed(CLI::App& app, CLI::ParseError const& error, bool as_json,
                 std::function<std::string(std::string const&)> const& foreign)
{
    if (error.get_exit_code() == 0) return speak_help(app), app.exit(error);
    return refuse(as_json, jimeng::for_terminal(what_is_wrong(app, error, foreign), 2000) + "; see --help");
}

/// A command line as it came.
struct typed_line {
    std::vector<std::string> words; ///< The last one first: the order that CLI11 takes them in.
    std::string program;            ///< As a shell takes it.
    bool as_json = false;
};

/// What stands behind an option that has to be known before the others; none: it is not there.
template <class Words>
std::optional<std::string_view> value_of(std::string_view option, Words word, Words const end)
{
    std::string_view before;
    for (; word != end && *word != "--"; before = *word++) {
        std::string_view const all = *word;
        bool const joined = all.starts_with(option) && all.substr(option.size()).starts_with('=');
        if (joined) return all.substr(option.size() + 1);
        if (before == option) return all;
    }
    return std::nullopt;
}

/// The model whose options are taken: the one that is named, else the default; null where there is none of that name.
/// @param words  The last one first.
jimeng::model_entry const* wanted_model(std::vector<std::string> const& words, jimeng::model_list models)
{
    auto const named = value_of("--model", words.rbegin(), words.rend()).value_or(std::string_view{});
    return jimeng::find_model(models, named.empty() ? config::default_model() : named);
}

/// With the model of the settings where none is named.
generate_arguments with_default_model(generate_arguments arguments)
{
    if (arguments.model.empty()) arguments.model = config::default_model();
    return arguments;
}

/// What the file of settings or the variables for it have wrong keeps everything from running that looks at them.
int refuse_settings(bool as_json)
{
    return refuse(as_json, config::in_use().trouble, jimeng::client_errc::bad_setting);
}

int run_generate_alone(typed_line typed, jimeng::model_list models)
{
    CLI::App app{"Generate images with Volcengine Jimeng from a prompt", "generate_image"};
    if (auto layout = terminal::help_for_width()) app.formatter(std::move(layout));
    app.footer(std::string{example} + exit_codes);
    generate_arguments generate;
    generate.results.program = typed.program;
    auto const* const wanted = wanted_model(typed.words, models);
    add_generate_options(app, generate, models, wanted);
    end_lists(app, typed.words);
    try {
        app.parse(std::move(typed.words));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error, typed.as_json,
                            [&](auto const& word) { return option_of_others(word, generate, models, wanted); });
    }
    if (!config::in_use().trouble.empty()) return refuse_settings(typed.as_json);
    if (auto const trouble = trouble_with_language(); !trouble.empty())
        return refuse(typed.as_json, trouble, jimeng::client_errc::bad_setting);
    return run_generate(with_default_model(std::move(generate)), models);
}

/// What the subcommands read their words into.
struct all_arguments {
    generate_arguments generate;
    batch::arguments of_batch;
    gallery::arguments of_gallery;
    serve::arguments of_serve;
    cluster::work_arguments work;
    cluster::status_arguments status;
    mcp::arguments of_mcp;
    wait_arguments wait;
    emulator_arguments emulator;
    models_arguments models;
    tasks_arguments tasks;
    resume_arguments resume;
    resume_arguments download;
    doctor_arguments doctor;
    config::show_arguments settings;
    std::string profile; ///< Was read before all others.
    skill::arguments of_skill;
    provenance::file_arguments show;
    provenance::file_arguments label;
    std::string shell;
    std::string lang; ///< Of a subcommand that has no other use for it.
};

/// A subcommand, its options, and what it does once its words are read.
struct subcommand {
    CLI::App* app;
    std::function<void()> add_options;
    std::function<int()> run;
    bool has_settings = true; ///< It looks at them, so that they must be right.
};

/// Those about tasks.
void add_task_commands(CLI::App& app, std::vector<subcommand>& all, all_arguments& read, jimeng::model_list models,
                       jimeng::model_entry const* wanted)
{
    auto* const generate =
        app.add_subcommand("generate", "Submit a prompt, wait, show the pictures (alias: generate_image)");
    generate->footer(std::string{example} + exit_codes);
    generate->alias("generate_image");
    all.push_back({generate, [=, &read] { add_generate_options(*generate, read.generate, models, wanted); },
                   [&read, models] { return run_generate(with_default_model(read.generate), models); }});
    auto* const many = app.add_subcommand("batch", "Run a file of requests into a folder, and go on where it stopped");
    all.push_back({many, [many, &read] { batch::add_options(*many, read.of_batch); },
                   [&read, models] { return batch::run(read.of_batch, models); }});
    auto* const page =
        app.add_subcommand("gallery", "Make a page of the pictures that a batch brought, to look through them");
    all.push_back({page, [page, &read] { gallery::add_options(*page, read.of_gallery); },
                   [&read, models] { return gallery::run(read.of_gallery, models); }});
    auto* const work = app.add_subcommand("work", "Run the jobs that batch --store put into a database, beside others");
    all.push_back({work, [work, &read] { cluster::add_work_options(*work, read.work); },
                   [&read, models] { return cluster::run_work(read.work, models); }});
    auto* const status = app.add_subcommand("status", "Say what there is in such a database, or watch it");
    all.push_back({status, [status, &read] { cluster::add_status_options(*status, read.status); },
                   [&read] { return cluster::run_status(read.status); }});
    auto* const agents = app.add_subcommand("mcp", "Serve an agent or a chat program on standard input and output");
    all.push_back({agents, [agents, &read] { mcp::add_options(*agents, read.of_mcp); },
                   [&read, models] { return mcp::run(read.of_mcp, models); }});
    auto* const wait = app.add_subcommand("wait", "Wait for a task that was submitted before; costs nothing");
    all.push_back({wait, [=, &read] { add_wait_options(*wait, read.wait, models); },
                   [&read, models] { return run_wait(read.wait, models); }});
    auto* const tasks =
        app.add_subcommand("tasks", "List the jobs of the journal, show one, forget one or all that are over");
    all.push_back({tasks, [tasks, &read] { add_tasks_options(*tasks, read.tasks); },
                   [&read, models] { return run_tasks(read.tasks, models); }});
    auto* const resume = app.add_subcommand("resume", "Go on with a job of the journal, or bring home all of them");
    all.push_back({resume, [resume, &read] { add_resume_options(*resume, read.resume); },
                   [&read, models] { return run_resume(read.resume, models); }});
    auto* const download =
        app.add_subcommand("download", "Fetch the results of a job again; costs nothing, for 12 hours");
    all.push_back({download, [download, &read] { add_download_options(*download, read.download); },
                   [&read, models] { return run_download(read.download, models); }});
}

/// Those that help.
void add_other_commands(CLI::App& app, std::vector<subcommand>& all, all_arguments& read, jimeng::model_list models)
{
    auto* const shown = app.add_subcommand("models", "List the models, and what each of them takes");
    auto const add_models_options = [shown, &read] {
        shown->add_option("NAME", read.models.name, "Only this model, with its options")->type_name("");
        shown->add_flag("--json", read.models.as_json, "Print one JSON document, with a JSON Schema for each model");
    };
    all.push_back({shown, add_models_options, [&read, models] { return run_models(models, read.models); }, false});
    auto* const how = app.add_subcommand("show", "Tell how a saved picture was made, and the line that makes it again");
    all.push_back({how, [how, &read] { provenance::add_show_options(*how, read.show); },
                   [&read, models] { return provenance::run_show(read.show, models); }, false});
    auto* const label =
        app.add_subcommand("label", "Tell whether a file carries the label that China demands of generated content");
    all.push_back({label, [label, &read] { provenance::add_label_options(*label, read.label); },
                   [&read] { return provenance::run_label(read.label); }, false});
    auto* const doctor = app.add_subcommand(
        "doctor", "Look at keys, settings, network and clock with one free query, and say what to mend");
    all.push_back({doctor, [doctor, &read] { add_doctor_options(*doctor, read.doctor); },
                   [&read, models] { return run_doctor(read.doctor, models); }});
    auto* const settings = app.add_subcommand("config", "Show each setting, its value, and where that comes from");
    all.push_back({settings, [settings, &read] { config::add_options(*settings, read.settings); },
                   [&read, models] { return config::run_show(read.settings, models); }});
    auto* const completion = app.add_subcommand("completion", "Print what completes the command's words in a shell");
    auto const add_shell = [completion, &read] {
        completion->add_option("SHELL", read.shell, "bash, zsh or fish")->required()->type_name("");
    };
    all.push_back({completion, add_shell,
                   [&app, &read, models] {
                       speak_help(app);
                       return run_completion(app, models, read.shell);
                   },
                   false});
    auto* const of_skill =
        app.add_subcommand("skill", "Show the skill for agents, or install it where an agent finds it");
    all.push_back({of_skill, [of_skill, &read] { skill::add_options(*of_skill, read.of_skill); },
                   [&read] { return skill::run(read.of_skill); }, false});
    auto* const server =
        app.add_subcommand("serve", "Answer programs that know OpenAI's images, on this machine, until Ctrl-C");
    all.push_back({server, [server, &read] { serve::add_options(*server, read.of_serve); },
                   [&read, models] { return serve::run(read.of_serve, models); }});
    auto* const emulator = app.add_subcommand("emulator", "Run the loopback emulator of the service until Ctrl-C");
    auto const add_options = [emulator, &read] {
        add_emulator_options(*emulator, read.emulator);
        add_oracle_options(*emulator, read.emulator);
    };
    all.push_back({emulator, add_options, [&read, models] { return run_emulator(read.emulator, models); }, false});
    for (auto const& one : all)
        if (auto const lines = examples_of(one.app->get_name()); !lines.empty())
            one.app->footer(lines + (one.app == emulator ? emulator_exit_codes : exit_codes));
}

/// A run has no use for the options of other subcommands; what completes words has for those of all.
void add_options_for(std::string const& first, std::vector<subcommand> const& all, std::string& profile,
                     std::string& lang)
{
    auto const asked =
        std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.app->check_name(first); });
    bool const wants_all = asked == all.end() || asked->app->get_name() == "completion";
    for (auto const& one : all)
        if (wants_all || &one == &*asked) {
            one.add_options();
            if (one.has_settings) add_profile(*one.app, profile);
            if (one.app->get_option_no_throw("--lang") == nullptr) add_lang(*one.app, lang);
        }
}

int run_subcommand(typed_line typed, jimeng::model_list models)
{
    CLI::App app{"Volcengine Jimeng image generation", "jimeng"};
    if (auto layout = terminal::help_for_width()) app.formatter(std::move(layout));
    app.set_version_flag("--version", "jimeng " JIMENG_VERSION_STRING);
    app.footer(std::string{example} + exit_codes);
    app.require_subcommand(1);
    all_arguments read;
    read.generate.results.program = read.wait.results.program = typed.program;
    auto const* const wanted = wanted_model(typed.words, models);
    std::vector<subcommand> all;
    add_task_commands(app, all, read, models, wanted);
    add_other_commands(app, all, read, models);
    add_lang(app, read.lang);
    add_options_for(typed.words.empty() ? std::string{} : typed.words.back(), all, read.profile, read.lang);
    if (!typed.words.empty() && all.front().app->check_name(typed.words.back())) {
        auto const name = std::move(typed.words.back());
        typed.words.pop_back();
        end_lists(*all.front().app, typed.words);
        typed.words.push_back(name);
    }
    try {
        app.parse(std::move(typed.words));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error, typed.as_json, [&](auto const& word) {
            return all.front().app->parsed() ? option_of_others(word, read.generate, models, wanted) : std::string{};
        });
    }
    auto const asked = std::find_if(all.begin(), all.end(), [](subcommand const& one) { return one.app->parsed(); });
    bool const tells_itself = asked->app->get_name() == "doctor" || asked->app->get_name() == "config";
    if (asked->has_settings && !tells_itself && !config::in_use().trouble.empty())
        return refuse_settings(typed.as_json);
    if (auto const trouble = trouble_with_language(); !trouble.empty())
        return refuse(typed.as_json, trouble, jimeng::client_errc::bad_setting);
    return asked->run();
}

/// `jimeng --lang zh tasks` is `jimeng tasks --lang zh`: what comes first is the subcommand.
void move_lang_behind(std::vector<std::string>& words)
{
    auto const count = words.empty() ? 0 : words.front() == "--lang" ? 2 : words.front().starts_with("--lang=") ? 1 : 0;
    if (count == 0 || words.size() <= static_cast<std::size_t>(count) ||
        words[static_cast<std::size_t>(count)].starts_with('-'))
        return;
    std::rotate(words.begin(), words.begin() + count, words.begin() + count + 1);
}

int run_words(typed_line typed, bool as_skill, jimeng::model_list models)
try {
    std::reverse(typed.words.begin(), typed.words.end());
    return as_skill ? run_generate_alone(std::move(typed), models) : run_subcommand(std::move(typed), models);
} catch (std::exception const& error) {
    return refuse(typed.as_json, jimeng::for_terminal(error.what()), jimeng::client_errc::file_io);
}

} // namespace

int run(int argc, char** argv, jimeng::model_list models)
try {
    process_guard const guard;
    known_secrets().learn_from_environment();
    std::vector<std::string> words{argv + (argc > 0 ? 1 : 0), argv + argc};
    std::string_view const path = argc > 0 ? argv[0] : "";
    bool const as_json = asks_for_json(words);
    auto const profile = value_of("--profile", words.begin(), words.end());
    config::load(profile ? std::optional{std::string{*profile}} : std::nullopt,
                 models); // first: all else may depend on it
    speak(language_asked_for(words));
    if (!called_generate_image(path)) move_lang_behind(words);
    return run_words({std::move(words), program_called(path), as_json}, called_generate_image(path), models);
} catch (...) { // no memory even for the words about it; nothing was sent
    for (int i = 1; i < argc; ++i)
        if (std::string_view{argv[i]} == "--json") short_json({}, jimeng::client_errc::file_io, local_io);
    short_line({}, local_io, {}, {});
    return local_io;
}

} // namespace command
