#ifndef JIMENG_COMMAND_KEY_SOURCE_HPP
#define JIMENG_COMMAND_KEY_SOURCE_HPP

#include <jimeng/core/credentials.hpp>

#include <optional>
#include <string>

namespace command {

/// The keys of an account, and where they are from.
struct found_keys {
    std::optional<jimeng::credentials> keys;
    std::string source;    ///< The two variables, or the file, safe to show; empty where there are no keys.
    std::string complaint; ///< Without keys: what is missing or wrong, where, and what to do. Never any of a key.
};

/// Looks for keys: in the environment, then in `~/.volc/credentials`, then in `~/.volc/config`. The first place that names
/// one is the only one: half a pair there is an error, and so is a file that others may read. Without an absolute `HOME` no
/// file is looked at. Whatever was read of files is known to `known_secrets()` when this returns.
/// @par Source The order of volc-sdk-python, base/Service.py.
[[nodiscard]] found_keys find_keys();

} // namespace command

#endif
