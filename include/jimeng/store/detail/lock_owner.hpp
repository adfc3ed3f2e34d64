#ifndef JIMENG_STORE_DETAIL_LOCK_OWNER_HPP
#define JIMENG_STORE_DETAIL_LOCK_OWNER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/journal_file.hpp>

#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#if defined(__linux__)
#include <sys/sysmacros.h>
#endif

namespace jimeng::inline JIMENG_ABI::detail {

/// A file as the lines of `/proc/locks` name it; empty where no system does.
inline std::string name_in_locks([[maybe_unused]] struct stat const& file)
{
#if defined(__linux__)
    char text[64];
    std::snprintf(text, sizeof text, "%02x:%02x:%llu", static_cast<unsigned>(major(file.st_dev)),
                  static_cast<unsigned>(minor(file.st_dev)), static_cast<unsigned long long>(file.st_ino));
    return text;
#else
    return {};
#endif
}

/// The process that holds `flock` on a file, as the system tells it: nobody wrote that down, so it is never of yesterday.
/// 0 where there is none, or it cannot be seen from here: in another container, or on a network's file system.
/// @param locks  `/proc/locks`: `1: FLOCK  ADVISORY  WRITE 3738 fe:00:10952748 0 EOF`.
inline int lock_owner(struct stat const& file, std::istream& locks)
{
    auto const wanted = name_in_locks(file);
    for (std::string line; !wanted.empty() && std::getline(locks, line);) {
        std::istringstream words{line};
        std::string number, kind, force, mode, place;
        int owner = 0;
        words >> number >> kind >> force >> mode >> owner >> place;
        if (!words || kind != "FLOCK" || place != wanted || owner <= 0) continue; // `->` instead of a kind only waits
        if (::kill(owner, 0) == 0 || errno == EPERM) return owner;
    }
    return 0;
}

inline int lock_owner(descriptor const& file)
{
    struct stat there {};
    std::ifstream locks{"/proc/locks"};
    return ::fstat(file.get(), &there) == 0 ? lock_owner(there, locks) : 0;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
