#include "append_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace command::batch {

int append_file::open(std::string const& path, bool create)
{
    int const flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (create ? O_CREAT : 0);
    file_ = jimeng::detail::descriptor{::open(path.c_str(), flags, 0644)};
    if (!file_) return errno;
    if (int const error = jimeng::detail::read_all(file_, text_)) return error;
    auto const end = text_.rfind('\n');
    size_ = end == std::string::npos ? 0 : end + 1;
    if (size_ == text_.size()) return 0;
    text_.resize(size_);
    return ::ftruncate(file_.get(), static_cast<off_t>(size_)) == 0 ? 0 : errno;
}

int append_file::append(std::string_view line)
{
    for (auto rest = line; !rest.empty();) {
        auto const taken = ::write(file_.get(), rest.data(), rest.size());
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) {
            int const error = taken < 0 ? errno : ENOSPC;
            static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(size_)) == 0);
            return error;
        }
        rest.remove_prefix(static_cast<std::size_t>(taken));
    }
    size_ += line.size();
    return 0;
}

int append_file::sync()
{
    return jimeng::detail::uninterrupted([this] { return ::fdatasync(file_.get()); });
}

} // namespace command::batch
