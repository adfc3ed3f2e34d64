#ifndef JIMENG_COMMAND_CONFIG_NEAREST_HPP
#define JIMENG_COMMAND_CONFIG_NEAREST_HPP

#include <string_view>

namespace command::config {

/// The setting whose name in the file was probably meant; empty where none is like this.
[[nodiscard]] std::string_view nearest_setting(std::string_view name);

/// The variable of the command that was probably meant; empty where none is like this.
[[nodiscard]] std::string_view nearest_variable(std::string_view name);

/// Whether the command knows a variable of this name.
[[nodiscard]] bool is_known_variable(std::string_view name);

} // namespace command::config

#endif
