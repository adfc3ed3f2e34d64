#ifndef JIMENG_COMMAND_CONFIG_FILE_HPP
#define JIMENG_COMMAND_CONFIG_FILE_HPP

#include <cstdint>
#include <string>
#include <vector>

namespace command::config {

/// A value of the file as it stands there.
struct file_entry {
    enum class type : std::uint8_t { text, number, other };

    std::string profile;  ///< Empty: for all.
    std::string key;      ///< `endpoint`, or `prices`.
    std::string member{}; ///< Of a table such as `prices`: `4.0`; empty: it is no table's.
    std::string value{};  ///< A text, or a number as one writes it.
    type is = type::other;
    unsigned line = 0;
};

/// What a file of settings says.
struct file_content {
    std::vector<file_entry> entries;
    std::vector<std::string> profiles; ///< Those without an entry too.
    std::string trouble;               ///< Why nothing of it is known: `line 3: ...`.
};

/// Where the file lies: `$XDG_CONFIG_HOME/jimeng/config.toml`, else `~/.config/jimeng/config.toml`; empty: there is no home.
[[nodiscard]] std::string file_path();

/// Reads the file as it is, at most 256 KiB.
/// @return Whether there is one; `trouble` then tells why it cannot be read.
[[nodiscard]] bool read_file(std::string const& path, std::string& text, std::string& trouble);

/// Takes TOML apart; no key of it is judged. A command that was built without a library for it says so.
[[nodiscard]] file_content parse(std::string const& text);

} // namespace command::config

#endif
