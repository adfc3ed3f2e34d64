#ifndef JIMENG_COMMAND_CONFIG_NEAREST_HPP
#define JIMENG_COMMAND_CONFIG_NEAREST_HPP

#include <cstddef>
#include <string_view>

namespace command::config {

/// How many letters one has to add, leave out, change or swap with the next to come from one word to the other.
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// The setting whose name in the file is most like this.
[[nodiscard]] std::string_view nearest_setting(std::string_view name);

/// The variable of the command that is most like this.
[[nodiscard]] std::string_view nearest_variable(std::string_view name);

/// Whether the command knows a variable of this name.
[[nodiscard]] bool is_known_variable(std::string_view name);

} // namespace command::config

#endif
