#include "pictures.hpp"

#include "../printing.hpp"
#include "canvas.hpp"
#include "decoration.hpp"
#include "pixels.hpp"

#include <jimeng/core/escape.hpp>

#include <unistd.h>

namespace command::terminal {

namespace {

/// Empty, or why it was not drawn.
std::string draw(std::string const& path)
{
    std::string trouble;
    auto const file = files::media_file::open(path, trouble);
    if (!file) return trouble;
    auto const picture = read_pixels(*file, trouble);
    if (!picture) return jimeng::for_terminal(path) + ": " + trouble;
    return write_all(STDOUT_FILENO, drawn(*picture, STDOUT_FILENO) + "\n") ? "" : "standard output: cannot be written";
}

} // namespace

void show_pictures(std::vector<std::string> const& paths)
{
    if (!takes_escapes(STDOUT_FILENO))
        return complain("note: --show: standard output is no terminal that a picture can be drawn in; --open opens it "
                        "in a window");
    if (auto const trouble = trouble_with_drawing(); !trouble.empty()) return complain("note: --show: " + trouble);
    for (auto const& path : paths)
        if (auto const trouble = draw(path); !trouble.empty()) complain("note: --show: " + trouble);
}

} // namespace command::terminal
