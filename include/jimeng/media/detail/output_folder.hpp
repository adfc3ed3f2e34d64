#ifndef JIMENG_MEDIA_DETAIL_OUTPUT_FOLDER_HPP
#define JIMENG_MEDIA_DETAIL_OUTPUT_FOLDER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/detail/new_file_bits.hpp>
#include <jimeng/media/detail/output_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A folder that files are made in. It stays the same one whatever is put in its place meanwhile, and none of its names is
/// followed where it is a link.
///
/// Everything returns an errno value, or 0.
class output_folder {
public:
    output_folder() = default;
    output_folder(output_folder&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    output_folder& operator=(output_folder&& other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~output_folder()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    int open(std::filesystem::path const& path) noexcept
    {
        descriptor_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
#if defined(O_PATH)
        if (descriptor_ < 0 && errno == EACCES) descriptor_ = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
#endif
        return descriptor_ < 0 ? errno : 0;
    }

    /// Makes a file that only its owner may read until it is done.
    int create(std::string const& name, int& descriptor, mode_t mode = 0600) noexcept
    {
        descriptor = ::openat(descriptor_, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        return descriptor < 0 ? errno : 0;
    }

    int remove(std::string const& name) noexcept
    {
        return ::unlinkat(descriptor_, name.c_str(), 0) == 0 ? 0 : errno;
    }

    /// Replaces a file or a link of that name, nothing else.
    int replace(std::string const& from, std::string const& to) noexcept
    {
        struct stat there {};
        bool const taken = ::fstatat(descriptor_, to.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0;
        if (taken && !S_ISREG(there.st_mode) && !S_ISLNK(there.st_mode)) return EEXIST;
        return ::renameat(descriptor_, from.c_str(), descriptor_, to.c_str()) == 0 ? 0 : errno;
    }

    /// Replaces nothing.
    JIMENG_SELDOM int rename(std::string const& from, std::string const& to) noexcept
    {
#if defined(RENAME_NOREPLACE)
        if (::renameat2(descriptor_, from.c_str(), descriptor_, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
        if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
        if (::linkat(descriptor_, from.c_str(), descriptor_, to.c_str(), 0) == 0) {
            remove(from);
            return 0;
        }
        bool const no_links = errno == EPERM || errno == ENOSYS || errno == ENOTSUP || errno == EOPNOTSUPP;
        return no_links ? rename_over_own_name(from, to) : errno;
    }

    /// The permission bits for a file of that name: those of the file there is, else those a new one gets.
    JIMENG_SELDOM int permissions_for(std::string const& name, std::string const& probe, mode_t& bits) noexcept
    {
        struct stat there {};
        if (::fstatat(descriptor_, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(there.st_mode))
            return bits = there.st_mode & 0777, 0;
        // A file that is made and removed costs a disk more than all else about a small picture.
        if (auto const known = bits_of_new_file(descriptor_)) return bits = *known, 0;
        int made = -1;
        if (int const error = create(probe, made, 0666)) return error;
        int const error = ::fstat(made, &there) == 0 ? 0 : errno;
        bits = there.st_mode & 0777;
        ::close(made);
        remove(probe);
        return error;
    }

    /// The pictures in it are safe already; their names will be when the system gets to it, where this is refused.
    void sync() const noexcept
    {
        ::fsync(descriptor_);
    }

private:
    /// For file systems that know neither links nor renaming without replacing: the name is taken first, by an empty file.
    int rename_over_own_name(std::string const& from, std::string const& to) noexcept
    {
        int taken = -1;
        if (int const error = create(to, taken)) return error;
        ::close(taken);
        if (::renameat(descriptor_, from.c_str(), descriptor_, to.c_str()) == 0) return 0;
        int const error = errno;
        remove(to);
        return error;
    }

    int descriptor_ = -1;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
