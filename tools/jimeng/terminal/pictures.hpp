#ifndef JIMENG_COMMAND_TERMINAL_PICTURES_HPP
#define JIMENG_COMMAND_TERMINAL_PICTURES_HPP

#include <string>
#include <vector>

namespace command::terminal {

/// Draws pictures on standard output as the terminal can: kitty's, iTerm2's or sixel graphics, else characters. Where that is
/// no terminal, or a picture cannot be drawn, a line on standard error says why; nothing fails for it.
void show_pictures(std::vector<std::string> const& paths);

/// Opens files in the desktop's programs and waits for none. Where there is no desktop a line says so.
void open_files(std::vector<std::string> const& paths);

} // namespace command::terminal

#endif
