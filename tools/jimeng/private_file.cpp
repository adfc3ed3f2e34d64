#include "private_file.hpp"

#include "shell_words.hpp"

#include <jimeng/core/detail/open_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace command {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 10;

/// Asked of the open file, so that nobody can put another one in its place in between.
std::string unsafe(int file, std::string const& path)
{
    struct stat facts {};
    if (::fstat(file, &facts) != 0) return std::strerror(errno);
    if (!S_ISREG(facts.st_mode)) return "is no regular file: keys are read from a plain file only; remove it";
    if (!jimeng::detail::is_own(facts)) return "belongs to another user: keep your keys in a file of your own";
    if (!jimeng::detail::is_closed_to_others(facts, S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH))
        return "may be read or written by others: run chmod 600 " + shell_word(path);
    return {};
}

std::string read_all(int file, jimeng::secret& text)
{
    std::array<char, most_bytes + 1> bytes;
    std::size_t size = 0;
    std::string trouble;
    while (size != bytes.size()) {
        auto const count = ::read(file, bytes.data() + size, bytes.size() - size);
        if (count == 0) break;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            trouble = std::string{"cannot be read: "} + std::strerror(errno);
            break;
        }
        size += static_cast<std::size_t>(count);
    }
    if (size > most_bytes)
        trouble = "holds more than 64 KiB, so it is no file of keys: remove what does not belong there";
    if (trouble.empty()) text = jimeng::secret{std::string_view{bytes.data(), size}};
    jimeng::detail::wipe(bytes.data(), size);
    return trouble;
}

} // namespace

private_text read_private_file(std::string const& path)
{
    private_text found;
    jimeng::detail::descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file) {
        found.is_there = errno != ENOENT && errno != ENOTDIR;
        if (found.is_there) found.trouble = std::string{"cannot be opened: "} + std::strerror(errno);
        return found;
    }
    found.trouble = unsafe(file.get(), path);
    if (found.trouble.empty()) found.trouble = read_all(file.get(), found.text);
    return found;
}

} // namespace command
