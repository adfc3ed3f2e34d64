#ifndef JIMENG_COMMAND_COMPLAINT_HPP
#define JIMENG_COMMAND_COMPLAINT_HPP

#include "generate_arguments.hpp"

#include <jimeng/core/rules.hpp>
#include <jimeng/wire/error.hpp>

#include <string>

namespace command {

/// The line about a broken rule in the words of the command line, escaped.
[[nodiscard]] std::string line_about(jimeng::violation broken);

/// Ends a run before anything was sent: one line on stderr, and with `--json` the document on stdout.
/// @return The exit code of `why`.
int refuse(result_arguments const& arguments, std::string const& line,
           jimeng::client_errc why = jimeng::client_errc::rule_broken);

} // namespace command

#endif
