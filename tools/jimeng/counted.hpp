#ifndef JIMENG_COMMAND_COUNTED_HPP
#define JIMENG_COMMAND_COUNTED_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace command {

/// `1 line`, `2 lines`.
inline std::string counted(std::size_t count, std::string_view what)
{
    return std::to_string(count) + ' ' + std::string{what} + (count == 1 ? "" : "s");
}

} // namespace command

#endif
