#ifndef JIMENG_COMMAND_PROVENANCE_RECIPE_HPP
#define JIMENG_COMMAND_PROVENANCE_RECIPE_HPP

#include "../generate_arguments.hpp"
#include "keeper.hpp"
#include "record.hpp"

#include <jimeng/core/registry.hpp>
#include <jimeng/store/job_history.hpp>
#include <jimeng/wire/prepared_request.hpp>

#include <memory>
#include <string>
#include <vector>

namespace command::provenance {

/// What was typed that decides what comes, the prompt apart. Of a file's path the name remains: the rest is nobody's business.
[[nodiscard]] std::vector<given_option> options_of(generate_arguments const& arguments,
                                                   jimeng::model_entry const& model);

/// The body of a submit, without the bytes of files.
[[nodiscard]] std::string fields_of(jimeng::prepared_request const& request);

/// What the journal knows of a job.
[[nodiscard]] recipe recipe_of(jimeng::job_history const& job, jimeng::model_entry const& model);

/// Keeps the records that were asked for; null where none was.
[[nodiscard]] std::shared_ptr<keeper> keeper_for(result_arguments const& arguments, recipe made_from);

/// The line that would make it again, as a shell takes it. The record is anybody's: options that decide about files, money or
/// keys are no part of it, nor is what `generate` does not have.
/// @param left_out  Gets the names of options that are not in the line.
[[nodiscard]] std::string line_to_make(recipe const& from, jimeng::model_list models,
                                       std::vector<std::string>& left_out);

} // namespace command::provenance

#endif
