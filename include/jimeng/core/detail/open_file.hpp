#ifndef JIMENG_CORE_DETAIL_OPEN_FILE_HPP
#define JIMENG_CORE_DETAIL_OPEN_FILE_HPP

#include <jimeng/core/config.hpp>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A descriptor that closes itself.
class descriptor {
public:
    descriptor() = default;
    explicit descriptor(int number) noexcept : number_{number} {}
    descriptor(descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    descriptor& operator=(descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] int get() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

private:
    int number_ = -1;
};

/// Locks a file, or lets it go, in spite of signals. A lock is gone with the process that holds it, however that ends.
/// @param how  As `flock` takes it.
/// @return 0, or what `errno` says.
inline int lock_file(int number, int how = LOCK_EX | LOCK_NB) noexcept
{
    while (::flock(number, how) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

[[nodiscard]] inline bool is_own(struct stat const& facts) noexcept
{
    return facts.st_uid == ::geteuid();
}

/// @param rights  Those that nobody else may have.
[[nodiscard]] inline bool is_closed_to_others(struct stat const& facts, mode_t rights = 077) noexcept
{
    return (facts.st_mode & rights) == 0;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
