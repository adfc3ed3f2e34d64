#ifndef JIMENG_COMMAND_COMPLETION_HPP
#define JIMENG_COMMAND_COMPLETION_HPP

#include <jimeng/core/registry.hpp>

#include <string>

namespace CLI {
class App;
}

namespace command {

/// Prints a script that makes a shell complete the command's words: its subcommands, their options, each model's own ones,
/// and the words that an option takes.
/// @param app  The command line as it is understood.
int run_completion(CLI::App& app, jimeng::model_list models, std::string const& shell);

} // namespace command

#endif
