#ifndef JIMENG_MEDIA_IMPL_SAVED_RESULT_IPP
#define JIMENG_MEDIA_IMPL_SAVED_RESULT_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/detail/output_file.hpp>
#include <jimeng/media/saved_result.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// False where not all of it can be read, or it is longer than a result may be.
JIMENG_SELDOM inline bool read_whole(int descriptor, picture_check& check)
{
    std::array<char, 64 * 1024> piece;
    for (;;) {
        auto const size = ::read(descriptor, piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return size == 0;
        if (check.write({piece.data(), static_cast<std::size_t>(size)}).failed()) return false;
    }
}

/// A pipe of that name must not be waited for.
JIMENG_SELDOM inline int open_ordinary_file(char const* path) noexcept
{
    int const descriptor = ::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about {};
    if (descriptor < 0 || (::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode))) return descriptor;
    ::close(descriptor);
    return -1;
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL std::optional<saved_picture> find_saved(saved_result const& result)
{
    if (result.path.empty() || result.path.find('\0') != std::string::npos) return std::nullopt;
    picture_check check{media_limits{}, wanted_media::any};
    int const descriptor = detail::open_ordinary_file(result.path.c_str());
    if (descriptor < 0) return std::nullopt;
    bool const read = detail::read_whole(descriptor, check);
    ::close(descriptor);
    error_code ec;
    diagnostics details;
    auto facts = check.finish(std::nullopt, ec, details);
    if (!read || ec.failed() || (!result.sha256.empty() && facts.sha256 != result.sha256)) return std::nullopt;
    facts.path = result.path;
    return facts;
}

JIMENG_SELDOM JIMENG_DECL bool lies_at(std::string const& path, saved_results const& results)
{
    return std::any_of(results.begin(), results.end(), [&](saved_result const& one) {
        std::error_code ec;
        return std::filesystem::equivalent(path, one.path, ec);
    });
}

} // namespace jimeng::inline JIMENG_ABI

#endif
