#include "pixels.hpp"

namespace command::terminal {

std::optional<pixels> read_jpeg(std::string const&, std::string& trouble)
{
    trouble = "is a JPEG, and this program was built without libturbojpeg (Debian: libturbojpeg0-dev)";
    return std::nullopt;
}

} // namespace command::terminal
