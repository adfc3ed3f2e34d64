#ifndef JIMENG_COMMAND_RESUME_HPP
#define JIMENG_COMMAND_RESUME_HPP

#include "generate_arguments.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace command {

/// How a person calls this program, as a shell takes it: the last part of `argv[0]`, or `jimeng` under one of the command's
/// own names, whatever the extension.
[[nodiscard]] std::string program_called(std::string_view path);

/// Whether it is called by the name of the skill, which is `jimeng generate`.
[[nodiscard]] bool called_generate_image(std::string_view path);

/// The model as a line to run has to name it: as it was typed, else by its name; empty for the one that every program takes.
[[nodiscard]] std::string model_to_name(jimeng::model_entry const& model, std::string const& typed,
                                        jimeng::model_list models);

/// The command line that fetches a task later as it was wanted now, ready to paste into a shell: model, watermark and label
/// belong to the query, so leaving them out would give another picture.
///
/// It replaces no file: where something lies in the way it names another place, and `--free-name` does so where something
/// comes in the way until it is run.
[[nodiscard]] std::string resume_command(std::string_view task_id, std::string_view model,
                                         result_arguments const& arguments);

/// The options of `wait` that fetch results as they were wanted now, one word each.
[[nodiscard]] std::vector<std::string> wait_words(result_arguments const& arguments);

/// Those of them that decide how the results look.
[[nodiscard]] std::vector<std::string> look_words(result_arguments const& arguments);

} // namespace command

#endif
