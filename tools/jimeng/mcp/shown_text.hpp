#ifndef JIMENG_COMMAND_MCP_SHOWN_TEXT_HPP
#define JIMENG_COMMAND_MCP_SHOWN_TEXT_HPP

#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace command::mcp {

/// A text of others for a model's context: without secrets, on one line, nothing unseen in it, and shortened.
[[nodiscard]] inline std::string shown_text(std::string_view text, std::size_t max)
{
    return jimeng::for_terminal(known_secrets().hidden_in(text), max);
}

} // namespace command::mcp

#endif
