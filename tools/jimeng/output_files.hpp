#ifndef JIMENG_COMMAND_OUTPUT_FILES_HPP
#define JIMENG_COMMAND_OUTPUT_FILES_HPP

#include <jimeng/media/saved_result.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace command {

/// Why pictures cannot be written there, or would come where nobody looks for them, in one line; empty when all is well.
///
/// Asked before anything is submitted: a picture that cannot be saved is paid all the same. How many pictures come is
/// not known yet, so the numbered names count too. A path that ends in `/` is a folder, where the task's id names them.
/// @param remedy  The options that help where a file exists.
/// @param own     Results of the same task, which may be there.
[[nodiscard]] std::string trouble_with_output(std::string const& path, bool overwrite, std::string_view remedy,
                                              jimeng::saved_results const& own = {});

/// Writes a text to a file, which is new unless `overwrite`; folders on the way are made.
/// @return What went wrong, in one line; empty where nothing did.
[[nodiscard]] std::string save_text(std::string const& path, std::string_view text, bool overwrite);

/// The same of a folder that pictures go to.
[[nodiscard]] std::string trouble_with_folder(std::filesystem::path const& folder);

} // namespace command

#endif
