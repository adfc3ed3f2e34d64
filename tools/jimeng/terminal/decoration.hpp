#ifndef JIMENG_COMMAND_TERMINAL_DECORATION_HPP
#define JIMENG_COMMAND_TERMINAL_DECORATION_HPP

#include <string>
#include <string_view>

namespace command::terminal {

/// Whether it is a terminal that understands more than characters and line ends: not where `TERM` is `dumb` or missing.
[[nodiscard]] bool takes_escapes(int descriptor);

/// Whether somebody asked for no colours: `NO_COLOR` is set and not empty.
[[nodiscard]] bool no_colour();

/// How wide it is: as `COLUMNS` says, else as the terminal does; 0: nobody knows.
[[nodiscard]] int columns_of(int descriptor);

/// A text that leads somewhere when it is clicked on.
/// @param target  Visible ASCII only; else the text stands alone.
/// @par Source OSC 8.
[[nodiscard]] std::string hyperlink(std::string_view target, std::string const& text);

/// `file://HOST/PATH`, percent-encoded, as OSC 8 wants it.
[[nodiscard]] std::string address_of(std::string const& path);

} // namespace command::terminal

#endif
