#ifndef JIMENG_COMMAND_MISREAD_HPP
#define JIMENG_COMMAND_MISREAD_HPP

#include "generate_arguments.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace command {

/// About an option that another model has and the wanted one lacks; empty where that is not what is wrong.
[[nodiscard]] std::string option_of_others(std::string const& word, generate_arguments const& arguments,
                                           jimeng::model_list models, jimeng::model_entry const* wanted);

/// Says what was not understood in the words of someone who typed it, or prints the help that was asked for.
/// @param foreign  Says what is wrong with an option that another model has.
/// @return The exit code.
int parse_failed(CLI::App& app, CLI::ParseError const& error, bool as_json,
                 std::function<std::string(std::string const&)> const& foreign);

/// Refuses a command line for the reason in one line.
/// @return The exit code.
int misread(bool as_json, std::string const& trouble);

} // namespace command

#endif
