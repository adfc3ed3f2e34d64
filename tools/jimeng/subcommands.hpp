#ifndef JIMENG_COMMAND_SUBCOMMANDS_HPP
#define JIMENG_COMMAND_SUBCOMMANDS_HPP

#include "batch/arguments.hpp"
#include "cluster/cluster.hpp"
#include "config/show.hpp"
#include "doctor.hpp"
#include "gallery/arguments.hpp"
#include "generate_arguments.hpp"
#include "mcp/arguments.hpp"
#include "models_command.hpp"
#include "provenance/commands.hpp"
#include "run.hpp"
#include "serve/arguments.hpp"
#include "skill/skill.hpp"
#include "tasks_command.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace command {

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

/// The one that is named, else all of them in the order of the help.
/// @param read    Must outlive what is returned, as `app` must.
/// @param wanted  The model whose options `generate` takes; null: those of all.
/// @param first   The word that may name one.
[[nodiscard]] std::vector<subcommand> subcommands(CLI::App& app, all_arguments& read, jimeng::model_list models,
                                                  jimeng::model_entry const* wanted, std::string_view first);

/// A run has no use for the options of other subcommands; what completes words has for those of all.
/// @param first  The word that names the subcommand.
void add_options_for(std::string const& first, std::vector<subcommand> const& all, all_arguments& read);

} // namespace command

#endif
