#ifndef JIMENG_COMMAND_ATTACH_HPP
#define JIMENG_COMMAND_ATTACH_HPP

#include "generate_arguments.hpp"
#include "session.hpp"

#include <jimeng/wire/prepared_request.hpp>

#include <optional>

namespace command {

/// Goes on with the job of a key where something of it was sent before: waits for its task, or shows what it brought.
/// @return The exit code; nothing where it is to be submitted, and is this process's then.
[[nodiscard]] std::optional<int> attach(session const& of, generate_arguments const& arguments,
                                        jimeng::prepared_request const& request, jimeng::model_entry const& model,
                                        jimeng::model_list models);

/// What is done with a job whose submit may have been accepted.
/// @return The exit code; nothing where it may be submitted again now.
[[nodiscard]] std::optional<int> settle_unknown(session const& of, jimeng::job_history const& job,
                                                std::string_view on_unknown, bool as_json);

} // namespace command

#endif
