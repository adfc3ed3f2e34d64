#ifndef JIMENG_COMMAND_TERMINAL_HELP_HPP
#define JIMENG_COMMAND_TERMINAL_HELP_HPP

#include <CLI/CLI.hpp>

#include <memory>

namespace command::terminal {

/// Lays help texts out for the width of the terminal, from 60 to 120 columns. Where nobody knows a width, as in a pipe, each
/// option stands on one line, for whoever searches.
[[nodiscard]] std::shared_ptr<CLI::Formatter> help_layout();

} // namespace command::terminal

#endif
