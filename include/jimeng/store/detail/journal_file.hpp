#ifndef JIMENG_STORE_DETAIL_JOURNAL_FILE_HPP
#define JIMENG_STORE_DETAIL_JOURNAL_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/open_file.hpp>
#include <jimeng/media/detail/output_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Names come from here and from users; one must not lead out of the folder.
inline bool is_job_name(std::string_view name) noexcept
{
    constexpr std::string_view known = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !name.empty() && name.size() <= 100 && name.find_first_not_of(known) == std::string_view::npos;
}

inline std::string journal_path(std::string const& folder, std::string_view name)
{
    return concat({folder, "/", name, ".jsonl"});
}

inline int lock_file(descriptor const& file) noexcept
{
    return lock_file(file.get());
}

/// Whether it is still this file that the path names.
inline bool has_name(descriptor const& file, std::string const& path) noexcept
{
    struct stat mine {
    }, there{};
    return ::fstat(file.get(), &mine) == 0 && ::lstat(path.c_str(), &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
}

inline int sync_folder(std::string const& path)
{
    descriptor const folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return folder ? sync_file(folder.get()) : errno;
}

/// All of it, but no more than a journal can have.
inline int read_all(descriptor const& file, std::string& into)
{
    constexpr std::size_t most = std::size_t{64} << 20, piece = std::size_t{64} << 10;
    into.clear();
    for (;;) {
        auto const before = into.size();
        into.resize(before + piece);
        auto const got = ::pread(file.get(), into.data() + before, piece, static_cast<off_t>(before));
        into.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) return 0;
        if (into.size() > most) return EFBIG;
    }
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
