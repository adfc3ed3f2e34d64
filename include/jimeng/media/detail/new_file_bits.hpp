#ifndef JIMENG_MEDIA_DETAIL_NEW_FILE_BITS_HPP
#define JIMENG_MEDIA_DETAIL_NEW_FILE_BITS_HPP

#include <jimeng/core/config.hpp>

#include <sys/types.h>

#include <fcntl.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/xattr.h>
#endif

#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

#if defined(__linux__)

/// The process's mask, asked of the kernel: to set it in order to read it would be seen by other threads.
JIMENG_SELDOM inline std::optional<mode_t> mask_of_process() noexcept
{
    int const file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    std::array<char, 512> text; // it stands in the second line
    auto const size = ::read(file, text.data(), text.size());
    ::close(file);
    std::string_view const status{text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    constexpr std::string_view name = "\nUmask:\t";
    auto const found = status.find(name);
    if (found == std::string_view::npos) return std::nullopt;
    mode_t mask = 0;
    auto const digits = status.substr(found + name.size());
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), mask, 8);
    bool const whole = error == std::errc{} && end != digits.data() + digits.size() && *end == '\n';
    return whole ? std::optional{mask} : std::nullopt;
}

/// The permission bits that a new file gets in a folder, where that can be told without making one: neither a list of the
/// folder's own decides, nor a file system that knows no such lists.
JIMENG_SELDOM inline std::optional<mode_t> bits_of_new_file(int folder) noexcept
{
    bool const no_list = ::fgetxattr(folder, "system.posix_acl_default", nullptr, 0) < 0 && errno == ENODATA;
    auto const mask = no_list ? mask_of_process() : std::nullopt;
    return mask ? std::optional{static_cast<mode_t>(0666U & ~*mask)} : std::nullopt;
}

#else

inline std::optional<mode_t> bits_of_new_file(int) noexcept
{
    return std::nullopt;
}

#endif

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
