#include "allowed_folders.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace command::mcp {

namespace {

namespace fs = std::filesystem;

/// What stands behind `file:` and a host.
std::string path_of(std::string_view asked)
{
    constexpr std::string_view scheme = "file:";
    if (!asked.starts_with(scheme)) return std::string{asked};
    asked.remove_prefix(scheme.size());
    if (asked.starts_with("//")) asked.remove_prefix(std::min(asked.find('/', 2), asked.size()));
    return jimeng::uri_decode(asked);
}

/// Without links in it; a file that is not there keeps the rest of its name. Empty where nobody can tell.
std::string real_path(fs::path const& path)
{
    std::error_code ec;
    auto const real = fs::weakly_canonical(path, ec);
    return ec ? std::string{} : real.string();
}

/// The path of what was opened, where the system tells; else empty.
std::string path_of_descriptor(int descriptor)
{
    std::error_code ec;
    auto const real = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), ec);
    return ec ? std::string{} : real.string();
}

bool is_same_file(int descriptor, std::string const& path)
{
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

bool is_ordinary(int descriptor)
{
    struct stat facts {};
    return ::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
}

} // namespace

held_file::~held_file()
{
    ::close(descriptor_);
}

std::string allowed_folders::read(std::vector<std::string> const& folders)
{
    for (auto const& one : folders) {
        std::error_code ec;
        auto real = fs::canonical(one, ec).string();
        if (ec || !fs::is_directory(real, ec))
            return "--allow " + jimeng::for_terminal(one) + ": is no folder; name one that exists";
        if (real == "/") return "--allow /: would allow every file of this machine; name a folder";
        folders_.push_back(std::move(real));
    }
    return {};
}

bool allowed_folders::has(std::string_view real) const
{
    return std::any_of(folders_.begin(), folders_.end(), [real](std::string const& folder) {
        return real.size() > folder.size() && real.starts_with(folder) && real[folder.size()] == '/';
    });
}

std::string allowed_folders::words() const
{
    std::string all;
    for (auto const& folder : folders_)
        (all += all.empty() ? "" : ", ") += jimeng::for_terminal(folder);
    return all;
}

/// Its real path inside of a folder; empty where it is outside.
std::string allowed_folders::find(std::string const& path) const
{
    if (path.empty() || path.find('\0') != std::string::npos) return {};
    std::string first;
    for (auto const& folder : folders_) {
        auto real = real_path(fs::path{folder} / path); // an absolute path stays what it is
        if (!has(real)) continue;
        std::error_code ec;
        if (fs::exists(real, ec)) return real;
        if (first.empty()) first = std::move(real);
    }
    return first;
}

/// A name that is opened may be another file's by then, so what was opened is looked at.
input_file allowed_folders::open(std::string_view asked) const
{
    auto const shown = jimeng::for_terminal(asked, 200);
    if (empty())
        return {{}, {}, shown + ": is a local file, and this server may send none; start it with --allow FOLDER"};
    auto const real = find(path_of(asked));
    if (real.empty())
        return {{},
                {},
                shown + ": lies outside the folders that this server may send files of (" + words() +
                    "); start it with --allow FOLDER for another one"};
    int const descriptor = ::open(real.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor == -1) return {{}, {}, shown + ": cannot be read; give the path of an ordinary file"};
    input_file found{std::make_shared<held_file>(descriptor), {}, {}};
    if (!is_ordinary(descriptor)) return {{}, {}, shown + ": is no ordinary file; give the path of a picture"};
    auto const opened = path_of_descriptor(descriptor);
    bool const as_found = opened.empty() ? real_path(real) == real && is_same_file(descriptor, real) : has(opened);
    if (!as_found) return {{}, {}, shown + ": was changed while it was opened; give it again"};
    found.name = opened.empty() ? real : "/proc/self/fd/" + std::to_string(descriptor);
    return found;
}

} // namespace command::mcp
