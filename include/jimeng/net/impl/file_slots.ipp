#ifndef JIMENG_NET_IMPL_FILE_SLOTS_IPP
#define JIMENG_NET_IMPL_FILE_SLOTS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/detail/open_file.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/file_slots.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// No error of the system: the folder is not its user's own.
inline constexpr int not_private = -1;

inline int complain_unless_private(int folder) noexcept
{
    struct stat found {};
    if (::fstat(folder, &found) != 0) return errno;
    return is_own(found) && is_closed_to_others(found) ? 0 : not_private;
}

} // namespace detail

JIMENG_DECL std::unique_ptr<file_slots> file_slots::open(std::string const& folder, int slots, error_code& ec,
                                                         diagnostics& details)
{
    ec.clear();
    std::unique_ptr<file_slots> made{new file_slots};
    int const error = made->open_in(folder, std::clamp(slots, 1, 256));
    if (error == 0) return made;
    bool const foreign = error == detail::not_private;
    ec = foreign ? client_errc::bad_path : client_errc::file_io;
    details.client_message = detail::concat({"folder ", for_terminal(folder), " cannot hold the shared limits: ",
                                             foreign ? std::string{"it must be yours and closed to others (chmod 700)"}
                                                     : std::system_category().message(error)});
    return nullptr;
}

inline int file_slots::open_in(std::string const& folder, int slots)
{
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return errno;
    detail::descriptor const opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened) return errno;
    int const error = detail::complain_unless_private(opened.get());
    return error == 0 ? open_files(opened.get(), slots) : error;
}

inline int file_slots::open_files(int folder, int slots)
{
    auto const open_one = [folder](std::string const& name) {
        return ::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    };
    slots_.reserve(static_cast<std::size_t>(slots));
    state_ = open_one("state");
    if (state_ < 0) return errno;
    for (int i = 1; i <= slots; ++i) {
        int const descriptor = open_one("slot-" + std::to_string(i));
        if (descriptor < 0) return errno;
        slots_.push_back({descriptor});
    }
    return 0;
}

JIMENG_DECL file_slots::~file_slots()
{
    for (auto const& one : slots_)
        ::close(one.descriptor);
    if (state_ >= 0) ::close(state_);
}

JIMENG_DECL bool file_slots::try_lock(error_code& ec) noexcept
{
    ec.clear();
    int const error = detail::lock_file(state_);
    if (error != 0 && error != EWOULDBLOCK) ec = client_errc::file_io;
    return error == 0;
}

JIMENG_DECL void file_slots::unlock() noexcept
{
    detail::lock_file(state_, LOCK_UN);
}

/// To find out whether somebody has it means to have it for a moment; under the lock nobody takes it meanwhile.
JIMENG_DECL int file_slots::taken() const noexcept
{
    int count = 0;
    for (auto const& one : slots_) {
        bool const free = !one.mine && detail::lock_file(one.descriptor) == 0;
        if (free) detail::lock_file(one.descriptor, LOCK_UN);
        count += free ? 0 : 1;
    }
    return count;
}

JIMENG_DECL bool file_slots::take() noexcept
{
    auto const found = std::find_if(slots_.begin(), slots_.end(), [](slot const& one) {
        return !one.mine && detail::lock_file(one.descriptor) == 0;
    });
    if (found == slots_.end()) return false;
    return found->mine = true;
}

JIMENG_DECL void file_slots::give_back() noexcept
{
    auto const found = std::find_if(slots_.begin(), slots_.end(), [](slot const& one) { return one.mine; });
    if (found == slots_.end()) return;
    found->mine = false;
    detail::lock_file(found->descriptor, LOCK_UN);
}

JIMENG_DECL std::string file_slots::read(error_code& ec) const
{
    std::array<char, 4096> text{};
    ssize_t const size = ::pread(state_, text.data(), text.size(), 0);
    ec = size < 0 ? make_error_code(client_errc::file_io) : error_code{};
    return size < 0 ? std::string{} : std::string{text.data(), static_cast<std::size_t>(size)};
}

/// A process that dies in between leaves words that cannot be read, and the next one begins anew.
JIMENG_DECL void file_slots::write(std::string_view words, error_code& ec) noexcept
{
    bool const whole = ::pwrite(state_, words.data(), words.size(), 0) == static_cast<ssize_t>(words.size());
    bool const done = whole && ::ftruncate(state_, static_cast<off_t>(words.size())) == 0;
    ec = done ? error_code{} : make_error_code(client_errc::file_io);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
