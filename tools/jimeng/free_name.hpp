#ifndef JIMENG_COMMAND_FREE_NAME_HPP
#define JIMENG_COMMAND_FREE_NAME_HPP

#include <jimeng/media/saved_result.hpp>

#include <string>
#include <string_view>

namespace command {

/// `output` where nothing stands in the way of any picture of the task, else a name made with the task's id that is free.
///
/// What lies there may be anybody's, so nothing is ever advised to be replaced; and as the id is the task's alone, runs
/// beside this one come to other names. `cat.png` becomes `cat-ID.png`; a folder, `cats/`, becomes `cats/again/`.
/// @param own  Results of the same task, which stand in no way.
[[nodiscard]] std::string free_output(std::string const& output, std::string_view task_id,
                                      jimeng::saved_results const& own = {});

/// A task's id as part of a file's name: what names no file safely is replaced.
[[nodiscard]] std::string safe_id(std::string_view task_id);

} // namespace command

#endif
