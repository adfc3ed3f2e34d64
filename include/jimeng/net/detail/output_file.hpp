#ifndef JIMENG_NET_DETAIL_OUTPUT_FILE_HPP
#define JIMENG_NET_DETAIL_OUTPUT_FILE_HPP

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace jimeng::detail {

inline client_errc file_error(int number) noexcept
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG ? client_errc::disk_full : client_errc::file_io;
}

inline error_code refuse_file(client_errc code, std::filesystem::path const& path, std::string_view reason,
                              diagnostics& details)
{
    details.client_message = ("output " + for_terminal(path.string()) + ": ").append(reason);
    return code;
}

inline error_code refuse_file(int number, std::filesystem::path const& path, diagnostics& details)
{
    auto const code = file_error(number);
    auto const reason = std::generic_category().message(number);
    return refuse_file(code, path, reason + (code == client_errc::disk_full ? "; free space" : "; check its folder"),
                       details);
}

/// The file that a save would create or replace.
inline error_code find_target(std::filesystem::path& target, bool overwrite, diagnostics& details)
{
    auto const asked = target;
    std::error_code ec;
    if (asked.native().find('\0') != std::string::npos)
        return refuse_file(client_errc::bad_path, asked, "holds a NUL, where the system would end it; remove it",
                           details);
    if (!target.has_filename() || target.filename() == "." || target.filename() == "..")
        return refuse_file(client_errc::bad_path, asked, "names no file; add a file name", details);
    auto const link = std::filesystem::symlink_status(target, ec);
    if (link.type() == std::filesystem::file_type::not_found) return {};
    if (link.type() == std::filesystem::file_type::symlink) target = std::filesystem::canonical(target, ec);
    if (ec) return refuse_file(client_errc::bad_path, asked, "cannot be looked at: " + ec.message(), details);
    if (!std::filesystem::is_regular_file(target, ec))
        return refuse_file(client_errc::bad_path, asked, "is there and is no ordinary file; choose another name",
                           details);
    if (overwrite) return {};
    return refuse_file(client_errc::output_exists, asked, "exists already; choose another name or set overwrite",
                       details);
}

inline std::string temporary_name(std::string const& name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device device;
    std::uniform_int_distribution<std::size_t> any{0, letters.size() - 1};
    std::string temporary = '.' + name.substr(0, 200) + '.'; // file names end at 255 bytes
    for (int i = 0; i != 6; ++i)
        temporary += letters[any(device)];
    return temporary + ".part";
}

/// Calls again while a signal gets in the way. Returns 0, or an errno value.
template <class Call>
int uninterrupted(Call const& call)
{
    while (call() != 0)
        if (errno != EINTR) return errno;
    return 0;
}

/// On Linux the descriptor is gone also when a signal came in between.
inline int close_file(int descriptor) noexcept
{
    return ::close(descriptor) == 0 || errno == EINTR ? 0 : errno;
}

/// Gives a file its permission bits of another; where there is no other, it keeps its own.
inline int copy_permissions(char const* from, int to) noexcept
{
    struct stat old {};
    if (::stat(from, &old) != 0) return 0;
    return ::fchmod(to, old.st_mode & 0777) == 0 ? 0 : errno;
}

/// For file systems that know neither links nor renaming without replacing: the name is taken first, by an empty file.
inline int rename_over_own_name(char const* from, char const* to) noexcept
{
    int const taken = ::open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (taken < 0) return errno;
    ::close(taken);
    if (std::rename(from, to) == 0) return 0;
    int const error = errno;
    ::unlink(to);
    return error;
}

/// Gives a file its final name and never replaces another. Returns an errno value, or 0.
inline int rename_without_replacing(char const* from, char const* to) noexcept
{
#if defined(RENAME_NOREPLACE)
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
    if (::link(from, to) == 0) {
        ::unlink(from);
        return 0;
    }
    bool const no_links = errno == EPERM || errno == ENOSYS || errno == ENOTSUP || errno == EOPNOTSUPP;
    return no_links ? rename_over_own_name(from, to) : errno;
}

/// Writes all of it. Returns an errno value, or 0.
inline int write_all(int descriptor, std::string_view bytes) noexcept
{
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : EIO;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

inline int copy_bytes(char const* from, int to) noexcept
{
    int const source = ::open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (source < 0) return errno;
    std::array<char, 16 * 1024> piece;
    int error = 0;
    for (bool more = true; more && error == 0;) {
        auto const size = ::read(source, piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        more = size > 0;
        error = size < 0 ? errno : write_all(to, {piece.data(), static_cast<std::size_t>(size)});
    }
    ::close(source);
    return error;
}

inline std::filesystem::path folder_of(std::filesystem::path const& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

inline void sync_folder(std::filesystem::path const& folder) noexcept
{
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return; // the picture is safe; its name will be when the system gets to it
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace jimeng::detail

#endif
