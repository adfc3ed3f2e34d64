#ifndef JIMENG_COMMAND_RESUME_HPP
#define JIMENG_COMMAND_RESUME_HPP

#include "generate_arguments.hpp"

#include <string>
#include <string_view>

namespace command {

/// The command line that fetches a task later as it was wanted now: model, watermark and label belong to the query, so
/// leaving them out would give another picture.
/// @param over_own_files  Whether this run saved pictures already: without leave to replace them the line would end at
///                        the first one.
[[nodiscard]] std::string resume_command(std::string_view task_id, std::string_view model,
                                         result_arguments const& arguments, bool over_own_files);

} // namespace command

#endif
