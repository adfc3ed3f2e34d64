#ifndef JIMENG_COMMAND_ENVIRONMENT_HPP
#define JIMENG_COMMAND_ENVIRONMENT_HPP

#include <cstdlib>
#include <string_view>

namespace command {

/// What an environment variable holds; empty: nothing, or it is not set. Valid until the environment changes. Ends in a zero.
[[nodiscard]] inline std::string_view variable(char const* name) noexcept
{
    char const* const set = std::getenv(name);
    return set == nullptr ? std::string_view{} : std::string_view{set};
}

/// Whether it holds something.
[[nodiscard]] inline bool is_set(char const* name) noexcept
{
    return !variable(name).empty();
}

} // namespace command

#endif
