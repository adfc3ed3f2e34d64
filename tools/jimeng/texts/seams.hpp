#ifndef JIMENG_COMMAND_TEXTS_SEAMS_HPP
#define JIMENG_COMMAND_TEXTS_SEAMS_HPP

#include <string_view>
#include <vector>

namespace command::texts {

/// Where a seam such as "; " stands in a line, outside quotes and brackets; behind "run: " stands a line for a shell, which has
/// none.
[[nodiscard]] std::vector<std::size_t> seams_of(std::string_view line, std::string_view seam);

/// The parts between the seams.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view line, std::string_view seam);

/// Where the bracket stands that the line's last character closes; npos where that closes none.
[[nodiscard]] std::size_t last_bracket(std::string_view line);

} // namespace command::texts

#endif
