#ifndef JIMENG_COMMAND_COMPLAINT_HPP
#define JIMENG_COMMAND_COMPLAINT_HPP

#include "generate_arguments.hpp"

#include <jimeng/core/rules.hpp>
#include <jimeng/wire/error.hpp>

#include <string>

namespace command {

/// The line about a broken rule in the words of the command line, escaped.
/// @param source  Whose options it may be about.
[[nodiscard]] std::string line_about(jimeng::violation broken, typed_source const* source = nullptr);

/// The line about a model that there is not.
[[nodiscard]] std::string unknown_model(std::string const& wanted, jimeng::model_list models);

/// A task that is waited for: what is refused says nothing of it.
struct known_task {
    std::string id;     ///< Empty: there is none.
    std::string resume; ///< What to run instead, or when the trouble is over; empty: nothing.
};

/// Ends a run before anything was sent: one line on stderr, and with `as_json` the document on stdout.
/// @return The exit code of `why`.
int refuse(bool as_json, std::string const& line, jimeng::client_errc why = jimeng::client_errc::rule_broken,
           known_task task = {});

} // namespace command

#endif
