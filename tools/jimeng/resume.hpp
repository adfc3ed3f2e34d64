#ifndef JIMENG_COMMAND_RESUME_HPP
#define JIMENG_COMMAND_RESUME_HPP

#include "generate_arguments.hpp"

#include <string>
#include <string_view>

namespace command {

/// The command line that fetches a task later as it was wanted now, ready to paste into a shell: model, watermark and label
/// belong to the query, so leaving them out would give another picture.
///
/// It replaces no file: where something lies in the way it names another place, and `--free-name` does so where something
/// comes in the way until it is run.
[[nodiscard]] std::string resume_command(std::string_view task_id, std::string_view model,
                                         result_arguments const& arguments);

} // namespace command

#endif
