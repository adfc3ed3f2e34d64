#ifndef JIMENG_COMMAND_OUTPUT_FILES_HPP
#define JIMENG_COMMAND_OUTPUT_FILES_HPP

#include <filesystem>
#include <string>

namespace command {

/// Why pictures cannot be written there, in one line; empty when they can.
///
/// Asked before anything is submitted: a picture that cannot be saved is paid all the same. How many pictures come is
/// not known yet, so the numbered names count too. A path that ends in `/` is a folder, where the task's id names them.
[[nodiscard]] std::string trouble_with_output(std::filesystem::path const& path, bool overwrite);

/// The same of a folder that pictures go to.
[[nodiscard]] std::string trouble_with_folder(std::filesystem::path const& folder);

} // namespace command

#endif
