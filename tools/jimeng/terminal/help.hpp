#ifndef JIMENG_COMMAND_TERMINAL_HELP_HPP
#define JIMENG_COMMAND_TERMINAL_HELP_HPP

#include <CLI/CLI.hpp>

#include <memory>

namespace command::terminal {

/// Lays help texts out for the width of the terminal, from 60 to 120 columns. Null where nobody knows a width, as in a pipe:
/// there each option stands on one line, for whoever searches.
[[nodiscard]] std::shared_ptr<CLI::Formatter> help_for_width();

} // namespace command::terminal

#endif
