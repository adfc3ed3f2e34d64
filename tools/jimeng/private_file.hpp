#ifndef JIMENG_COMMAND_PRIVATE_FILE_HPP
#define JIMENG_COMMAND_PRIVATE_FILE_HPP

#include <jimeng/core/secret.hpp>

#include <string>

namespace command {

/// What came of reading a file of secrets.
struct private_text {
    bool is_there = true;
    std::string trouble; ///< Why it is not read, and what to do, to stand behind its name; else empty.
    jimeng::secret text;
};

/// Reads a file that may hold secrets, 64 KiB at most, and refuses one that somebody else owns, may read or may write.
/// A link is judged by the file that it leads to; one that leads nowhere is no file. Nothing is waited for.
[[nodiscard]] private_text read_private_file(std::string const& path);

} // namespace command

#endif
