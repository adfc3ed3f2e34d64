#ifndef JIMENG_COMMAND_TERMINAL_PIXELS_HPP
#define JIMENG_COMMAND_TERMINAL_PIXELS_HPP

#include "../files/media_file.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace command::terminal {

/// A picture in memory: blue, green, red and alpha of each pixel, the colours multiplied by alpha.
struct pixels {
    int width = 0;
    int height = 0;
    int row_bytes = 0;
    std::vector<unsigned char> bytes;
};

/// Larger ones are drawn by nobody: 4 bytes for each pixel are held.
inline constexpr std::size_t most_pixels = std::size_t{8192} * 4096;

/// @param trouble  Why there is none, without the file's name.
[[nodiscard]] std::optional<pixels> read_pixels(files::media_file const& file, std::string& trouble);

/// The same of a file that is known to be a JPEG.
[[nodiscard]] std::optional<pixels> read_jpeg(std::string const& bytes, std::string& trouble);

} // namespace command::terminal

#endif
