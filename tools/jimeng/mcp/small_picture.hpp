#ifndef JIMENG_COMMAND_MCP_SMALL_PICTURE_HPP
#define JIMENG_COMMAND_MCP_SMALL_PICTURE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace command::mcp {

/// A picture for a model's context.
struct small_picture {
    std::string bytes;
    std::string mime_type;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool scaled = false;
};

/// A picture of at most so many bytes and 1024 pixels a side: the file as it is where that is small enough, else a PNG
/// scaled down. Nothing for what is no picture, has more than 40 million pixels, or cannot be made small: a large file that is
/// no PNG.
[[nodiscard]] std::optional<small_picture> make_small(std::string const& path, std::size_t most_bytes);

/// All bytes of an ordinary file; nothing where it cannot be read or has more than may be.
[[nodiscard]] std::optional<std::string> read_file(std::string const& path, std::size_t most_bytes);

} // namespace command::mcp

#endif
