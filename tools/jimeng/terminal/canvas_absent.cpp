#include "canvas.hpp"

namespace command::terminal {

std::string trouble_with_drawing()
{
    return "this program was built without Chafa (Debian: libchafa-dev)";
}

std::string drawn(pixels const&, int)
{
    return {};
}

} // namespace command::terminal
