#include "subcommands.hpp"

#include "completion.hpp"
#include "config/config.hpp"
#include "config/defaults.hpp"
#include "emulator_options.hpp"
#include "help_examples.hpp"
#include "help_footers.hpp"
#include "journal_options.hpp"
#include "language.hpp"
#include "spoken.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace command {

namespace {

/// Adds those that are wanted: to make all of them costs a run more than its own work.
class subcommand_list {
public:
    /// @param only  The one that is wanted; empty: all.
    subcommand_list(CLI::App& app, std::string_view only) : app_{app}, only_{only} {}

    /// Null where it is not wanted.
    CLI::App* add(char const* name, char const* what) const
    {
        return only_.empty() || only_ == name ? app_.add_subcommand(name, what) : nullptr;
    }
    void push_back(subcommand one)
    {
        if (one.app != nullptr) all_.push_back(std::move(one));
    }
    [[nodiscard]] std::vector<subcommand> take() { return std::move(all_); }

private:
    CLI::App& app_;
    std::string_view only_;
    std::vector<subcommand> all_;
};

/// Those about tasks.
void add_task_commands(subcommand_list& all, all_arguments& read, jimeng::model_list models,
                       jimeng::model_entry const* wanted)
{
    auto* const generate = all.add("generate", "Submit a prompt, wait, show the pictures (alias: generate_image)");
    if (generate != nullptr) generate->footer(std::string{example} + exit_codes);
    if (generate != nullptr) generate->alias("generate_image");
    all.push_back({generate, [=, &read] { add_generate_options(*generate, read.generate, models, wanted); },
                   [&read, models] { return run_generate(read.generate, models); }});
    auto* const many = all.add("batch", "Run a file of requests into a folder, and go on where it stopped");
    all.push_back({many, [many, &read] { batch::add_options(*many, read.of_batch); },
                   [&read, models] { return batch::run(read.of_batch, models); }});
    auto* const page = all.add("gallery", "Make a page of the pictures that a batch brought, to look through them");
    all.push_back({page, [page, &read] { gallery::add_options(*page, read.of_gallery); },
                   [&read, models] { return gallery::run(read.of_gallery, models); }});
    auto* const work = all.add("work", "Run the jobs that batch --store put into a database, beside others");
    all.push_back({work, [work, &read] { cluster::add_work_options(*work, read.work); },
                   [&read, models] { return cluster::run_work(read.work, models); }});
    auto* const status = all.add("status", "Say what there is in such a database, or watch it");
    all.push_back({status, [status, &read] { cluster::add_status_options(*status, read.status); },
                   [&read] { return cluster::run_status(read.status); }});
    auto* const agents = all.add("mcp", "Serve an agent or a chat program on standard input and output");
    all.push_back({agents, [agents, &read] { mcp::add_options(*agents, read.of_mcp); },
                   [&read, models] { return mcp::run(read.of_mcp, models); }});
    auto* const wait = all.add("wait", "Wait for a task that was submitted before; costs nothing");
    all.push_back({wait, [=, &read] { add_wait_options(*wait, read.wait, models); },
                   [&read, models] { return run_wait(read.wait, models); }});
    auto* const tasks = all.add("tasks", "List the jobs of the journal, show one, forget one or all that are over");
    all.push_back({tasks, [tasks, &read] { add_tasks_options(*tasks, read.tasks); },
                   [&read, models] { return run_tasks(read.tasks, models); }});
    auto* const resume = all.add("resume", "Go on with a job of the journal, or bring home all of them");
    all.push_back({resume, [resume, &read] { add_resume_options(*resume, read.resume); },
                   [&read, models] { return run_resume(read.resume, models); }});
    auto* const download = all.add("download", "Fetch the results of a job again; costs nothing, for 12 hours");
    all.push_back({download, [download, &read] { add_download_options(*download, read.download); },
                   [&read, models] { return run_download(read.download, models); }});
}

/// Those that help.
void add_other_commands(CLI::App& app, subcommand_list& all, all_arguments& read, jimeng::model_list models)
{
    auto* const shown = all.add("models", "List the models, and what each of them takes");
    auto const add_models_options = [shown, &read] {
        shown->add_option("NAME", read.models.name, "Only this model, with its options")->type_name("");
        shown->add_flag("--json", read.models.as_json, "Print one JSON document, with a JSON Schema for each model");
    };
    all.push_back({shown, add_models_options, [&read, models] { return run_models(models, read.models); }, false});
    auto* const how = all.add("show", "Tell how a saved picture was made, and the line that makes it again");
    all.push_back({how, [how, &read] { provenance::add_show_options(*how, read.show); },
                   [&read, models] { return provenance::run_show(read.show, models); }, false});
    auto* const label =
        all.add("label", "Tell whether a file carries the label that China demands of generated content");
    all.push_back({label, [label, &read] { provenance::add_label_options(*label, read.label); },
                   [&read] { return provenance::run_label(read.label); }, false});
    auto* const doctor =
        all.add("doctor", "Look at keys, settings, network and clock with one free query, and say what to mend");
    all.push_back({doctor, [doctor, &read] { add_doctor_options(*doctor, read.doctor); },
                   [&read, models] { return run_doctor(read.doctor, models); }});
    auto* const settings = all.add("config", "Show each setting, its value, and where that comes from");
    all.push_back({settings, [settings, &read] { config::add_options(*settings, read.settings); },
                   [&read, models] { return config::run_show(read.settings, models); }});
    auto* const completion = all.add("completion", "Print what completes the command's words in a shell");
    auto const add_shell = [completion, &read] {
        completion->add_option("SHELL", read.shell, "bash, zsh or fish")->required()->type_name("");
    };
    all.push_back({completion, add_shell,
                   [&app, &read, models] {
                       speak_help(app);
                       return run_completion(app, models, read.shell);
                   },
                   false});
    auto* const of_skill = all.add("skill", "Show the skill for agents, or install it where an agent finds it");
    all.push_back({of_skill, [of_skill, &read] { skill::add_options(*of_skill, read.of_skill); },
                   [&read] { return skill::run(read.of_skill); }, false});
    auto* const server = all.add("serve", "Answer programs that know OpenAI's images, on this machine, until Ctrl-C");
    all.push_back({server, [server, &read] { serve::add_options(*server, read.of_serve); },
                   [&read, models] { return serve::run(read.of_serve, models); }});
    auto* const emulator = all.add("emulator", "Run the loopback emulator of the service until Ctrl-C");
    all.push_back({emulator, [emulator, &read] { add_emulator_options(*emulator, read.emulator); },
                   [&read, models] { return run_emulator(read.emulator, models); }, false});
}

std::string_view exit_codes_of(std::string_view name)
{
    if (name == "emulator") return emulator_exit_codes;
    return name == "show" || name == "label" ? file_exit_codes : exit_codes;
}

} // namespace

std::vector<subcommand> subcommands(CLI::App& app, all_arguments& read, jimeng::model_list models,
                                    jimeng::model_entry const* wanted, std::string_view first)
{
    auto const made = [&](std::string_view only) {
        subcommand_list list{app, only};
        add_task_commands(list, read, models, wanted);
        add_other_commands(app, list, read, models);
        return list.take();
    };
    bool const alone = !first.empty() && !first.starts_with('-') && first != "completion";
    auto all = made(!alone ? "" : first == "generate_image" ? "generate" : first);
    if (all.empty()) all = made({}); // there is none of that name
    for (auto const& one : all)
        if (auto const lines = examples_of(one.app->get_name()); !lines.empty())
            one.app->footer(lines + std::string{exit_codes_of(one.app->get_name())});
    return all;
}

void add_options_for(std::string const& first, std::vector<subcommand> const& all, all_arguments& read)
{
    auto const asked =
        std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.app->check_name(first); });
    bool const wants_all = asked == all.end() || asked->app->get_name() == "completion";
    for (auto const& one : all)
        if (wants_all || &one == &*asked) {
            one.add_options();
            if (one.has_settings) add_profile(*one.app, read.profile);
            if (one.app->get_option_no_throw("--lang") == nullptr) add_lang(*one.app, read.lang);
        }
}

} // namespace command
