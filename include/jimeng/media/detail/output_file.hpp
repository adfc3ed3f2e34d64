#ifndef JIMENG_MEDIA_DETAIL_OUTPUT_FILE_HPP
#define JIMENG_MEDIA_DETAIL_OUTPUT_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace jimeng::inline JIMENG_ABI::detail {

inline client_errc file_error(int number) noexcept
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG ? client_errc::disk_full : client_errc::file_io;
}

JIMENG_SELDOM inline error_code refuse_file(client_errc code, std::filesystem::path const& path,
                                            std::string_view reason, diagnostics& details)
{
    details.client_message = concat({"output ", for_terminal(path.string()), ": "}).append(reason);
    return code;
}

JIMENG_SELDOM inline error_code refuse_file(int number, std::filesystem::path const& path, diagnostics& details)
{
    auto const code = file_error(number);
    auto const reason = std::generic_category().message(number);
    return refuse_file(code, path, reason + (code == client_errc::disk_full ? "; free space" : "; check its folder"),
                       details);
}

/// The file that a save would create or replace.
JIMENG_SELDOM inline error_code find_target(std::filesystem::path& target, bool overwrite, diagnostics& details)
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

JIMENG_SELDOM inline std::string temporary_name(std::string const& name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::array<unsigned char, 6> random;
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw std::runtime_error{"OpenSSL gives no random numbers"};
    std::string temporary = '.' + name.substr(0, 200) + '.'; // file names end at 255 bytes
    for (auto const byte : random)
        temporary += letters[byte % letters.size()];
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

/// Waits until the disk has it, where the file system knows such a thing; that it does not is no trouble with the file.
inline int sync_file(int descriptor)
{
    int const error = uninterrupted([descriptor] { return ::fsync(descriptor); });
    return error == EINVAL || error == ENOSYS || error == ENOTSUP ? 0 : error;
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

/// Copies what there is from the beginning of a file. Returns an errno value, or 0.
JIMENG_SELDOM inline int copy_bytes(int from, int to) noexcept
{
    std::array<char, 16 * 1024> piece;
    if (::lseek(from, 0, SEEK_SET) != 0) return errno;
    for (;;) {
        auto const size = ::read(from, piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return size < 0 ? errno : 0;
        if (int const error = write_all(to, {piece.data(), static_cast<std::size_t>(size)})) return error;
    }
}

/// Whether the process may make a file so large: asked before, for a write beyond the limit ends the process.
inline bool is_within_file_limit(std::uint64_t size) noexcept
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || size <= limit.rlim_cur;
}

inline std::filesystem::path folder_of(std::filesystem::path const& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

/// The name without what our own naming and everybody else's says of a picture's format.
JIMENG_SELDOM inline std::string without_picture_ending(std::string const& name)
{
    std::string ending = std::filesystem::path{name}.extension().string();
    for (char& c : ending)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (auto const known : {".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".heic", ".bmp", ".tiff", ".mp4"})
        if (ending == known && name.size() > ending.size()) return name.substr(0, name.size() - ending.size());
    return name;
}

/// `cat.webp`, `cat.1.webp`, `cat.2.webp`, ...: the stem is cut where the system takes no more.
JIMENG_SELDOM inline std::string free_name(std::string_view stem, std::string_view ending, int number)
{
    constexpr std::size_t most = 255;
    auto const rest = (number == 0 ? std::string{} : '.' + std::to_string(number)).append(ending);
    auto size = std::min(stem.size(), most - rest.size());
    while (size < stem.size() && size != 0 && (static_cast<unsigned char>(stem[size]) & 0xC0) == 0x80)
        --size; // not within a character
    return std::string{stem.substr(0, size)} + rest;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
