#ifndef JIMENG_COMMAND_PROMPT_TEXT_HPP
#define JIMENG_COMMAND_PROMPT_TEXT_HPP

#include <string>

namespace command {

/// Puts the prompt itself in the place of what stands for it: `@FILE`, `-` for standard input, `@@` for a prompt's own `@`.
/// A byte order mark at the beginning and the line end at the end are not part of it. At most 1 MiB is read.
/// @return Empty, or why there is no prompt.
[[nodiscard]] std::string read_prompt(std::string& prompt);

/// Reads a whole file of at most 1 MiB into `text`, without a line end at its end.
/// @return Empty, or what is wrong with it.
[[nodiscard]] std::string read_small_file(std::string const& path, std::string& text);

} // namespace command

#endif
