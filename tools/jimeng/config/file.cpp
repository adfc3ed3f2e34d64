#include "file.hpp"

#include "../environment.hpp"

#include <jimeng/core/detail/open_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace command::config {

namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10;

/// Whoever may write it decides where prompts and signatures go.
std::string unsafe(int file)
{
    struct stat facts {};
    if (::fstat(file, &facts) != 0) return std::strerror(errno);
    if (!S_ISREG(facts.st_mode)) return "is no regular file; remove it";
    if (facts.st_uid != 0 && facts.st_uid != ::geteuid()) return "belongs to another user; write one of your own";
    if ((facts.st_mode & S_IWOTH) != 0) return "may be written by everybody; run chmod o-w on it";
    return {};
}

std::string read_all(int file, std::string& text)
{
    std::array<char, 4096> bytes;
    while (text.size() <= most_bytes) {
        auto const count = ::read(file, bytes.data(), bytes.size());
        if (count == 0) return {};
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::string{"cannot be read: "} + std::strerror(errno);
        text.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return "holds more than 256 KiB; leave out what is no setting";
}

} // namespace

std::string file_path()
{
    if (auto const own = variable("XDG_CONFIG_HOME"); own.starts_with('/'))
        return std::string{own} + "/jimeng/config.toml";
    auto const home = variable("HOME");
    return home.starts_with('/') ? std::string{home} + "/.config/jimeng/config.toml" : std::string{};
}

bool read_file(std::string const& path, std::string& text, std::string& trouble)
{
    if (path.empty()) return false;
    jimeng::detail::descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file) {
        int const error = errno;
        bool const closed = error == EACCES && ::access(path.c_str(), F_OK) != 0; // somebody else's home
        if (error == ENOENT || error == ENOTDIR || closed) return false;
        trouble = std::string{"cannot be opened: "} + std::strerror(error);
        return true;
    }
    trouble = unsafe(file.get());
    if (trouble.empty()) trouble = read_all(file.get(), text);
    return true;
}

} // namespace command::config
