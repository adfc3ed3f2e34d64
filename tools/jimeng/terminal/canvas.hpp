#ifndef JIMENG_COMMAND_TERMINAL_CANVAS_HPP
#define JIMENG_COMMAND_TERMINAL_CANVAS_HPP

#include "pixels.hpp"

#include <string>

namespace command::terminal {

/// Why nothing can be drawn on this machine; empty where it can.
[[nodiscard]] std::string trouble_with_drawing();

/// The picture as the terminal behind a descriptor understands it, by what the environment says of it.
/// @pre `trouble_with_drawing` said nothing.
[[nodiscard]] std::string drawn(pixels const& picture, int descriptor);

} // namespace command::terminal

#endif
