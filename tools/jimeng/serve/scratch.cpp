#include "scratch.hpp"

#include "../environment.hpp"
#include "../printing.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

namespace command::serve {

scratch::~scratch()
{
    if (!folder_.empty()) ::rmdir(folder_.c_str());
}

std::string const& scratch::folder()
{
    if (!folder_.empty()) return folder_;
    auto const set = variable("TMPDIR");
    std::string name{set.starts_with('/') ? set : "/tmp"};
    name += "/jimeng-serve-XXXXXX";
    if (::mkdtemp(name.data()) != nullptr) folder_ = name; // for its owner alone
    return folder_;
}

bool scratch::take(std::uint64_t bytes) noexcept
{
    if (bytes > most_bytes - used_) return false;
    used_ += bytes;
    return true;
}

std::string scratch::next_name()
{
    return folder() + '/' + std::to_string(++names_);
}

scratch_file::~scratch_file()
{
    unmap();
    close();
    if (!path_.empty()) ::unlink(path_.c_str());
    in_.give_back(size_);
}

bool scratch_file::append(std::string_view bytes)
{
    unmap();
    if (path_.empty()) {
        if (in_.folder().empty()) return false;
        path_ = in_.next_name();
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
    if (descriptor_ < 0 || !in_.take(bytes.size())) return false;
    size_ += bytes.size();
    return write_all(descriptor_, bytes);
}

std::string_view scratch_file::view()
{
    if (mapped_ == nullptr && descriptor_ >= 0 && size_ != 0) {
        auto* const at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
        if (at == MAP_FAILED) return {};
        mapped_ = at;
        mapped_size_ = size_;
    }
    return {static_cast<char const*>(mapped_), mapped_size_};
}

void scratch_file::close() noexcept
{
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void scratch_file::unmap() noexcept
{
    if (mapped_ != nullptr) ::munmap(mapped_, mapped_size_);
    mapped_ = nullptr;
    mapped_size_ = 0;
}

bool spooled_body::append(std::string_view bytes)
{
    if (!file_ && text_.size() + bytes.size() <= most_in_memory) return text_ += bytes, true;
    if (!file_) {
        file_ = std::make_unique<scratch_file>(*in_);
        if (!file_->append(text_)) return false;
        text_ = {};
    }
    return file_->append(bytes);
}

} // namespace command::serve
