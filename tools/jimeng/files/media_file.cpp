#include "media_file.hpp"

#include "../printing.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/sign/sha256.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

namespace command::files {

namespace {

constexpr std::size_t piece_bytes = std::size_t{64} * 1024;

std::string words_of(int error)
{
    return std::generic_category().message(error);
}

/// All of a range, in pieces. False where it could not be read, or `take` had enough.
bool each_piece(media_file const& file, std::uint64_t at, std::uint64_t end,
                std::function<bool(std::string_view)> const& take)
{
    while (at < end) {
        auto const piece = file.read(at, static_cast<std::size_t>(std::min<std::uint64_t>(piece_bytes, end - at)));
        if (piece.empty() || !take(piece)) return false;
        at += piece.size();
    }
    return true;
}

/// A hidden name of its own beside the file, until it is the file.
class new_file {
public:
    explicit new_file(std::filesystem::path path)
    {
        name_ = path.replace_filename('.' + path.filename().string() + ".XXXXXX").string();
        descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    }
    new_file(new_file const&) = delete;
    new_file& operator=(new_file const&) = delete;
    ~new_file()
    {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        if (!named_) ::unlink(name_.c_str());
    }

    [[nodiscard]] bool write(std::string_view bytes)
    {
        size_ += bytes.size();
        hash_.write(bytes);
        return descriptor_ >= 0 && write_all(descriptor_, bytes);
    }
    /// @return Whether it took the place of the file.
    [[nodiscard]] bool take_place_of(std::string const& path)
    {
        struct stat old {};
        named_ = ::stat(path.c_str(), &old) == 0 && ::fchmod(descriptor_, old.st_mode & 07777) == 0 &&
                 ::fsync(descriptor_) == 0 && ::rename(name_.c_str(), path.c_str()) == 0;
        return named_;
    }
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] file_facts facts() { return {jimeng::to_hex(hash_.finish()), size_}; }

private:
    std::string name_;
    int descriptor_ = -1;
    bool named_ = false;
    std::uint64_t size_ = 0;
    jimeng::sha256_stream hash_;
};

bool have_same_bytes(media_file const& one, std::uint64_t at, media_file const& other, std::uint64_t there,
                     std::uint64_t count)
{
    auto const is_same = [&](std::string_view piece) {
        bool const same = other.read(there, piece.size()) == piece;
        there += piece.size();
        return same;
    };
    return each_piece(one, at, at + count, is_same);
}

/// Whether a file reads as the old one does, but for the change: it is about to take the only copy's place.
bool is_as_changed(std::string const& made_name, media_file const& old, patch const& change)
{
    std::string ignored;
    auto const made = media_file::open(made_name, ignored);
    auto const rest = old.size() - change.end, end = change.begin + change.bytes.size();
    return made && made->size() == end + rest && have_same_bytes(old, 0, *made, 0, change.begin) &&
           made->read(change.begin, change.bytes.size()) == change.bytes &&
           have_same_bytes(old, change.end, *made, end, rest);
}

} // namespace

std::optional<media_file> media_file::open(std::string const& path, std::string& trouble)
{
    auto const refuse = [&](std::string const& why) {
        trouble = jimeng::for_terminal(path) + ": " + why;
        return std::nullopt;
    };
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) return refuse("cannot be read: " + words_of(errno));
    struct stat found {};
    bool const known = ::fstat(descriptor, &found) == 0;
    media_file file{descriptor, known ? static_cast<std::uint64_t>(found.st_size) : 0};
    if (!known || !S_ISREG(found.st_mode)) return refuse("is no ordinary file; name a picture or a video");
    jimeng::picture_header_reader reader;
    reader.write(file.read(0, piece_bytes));
    file.format_ = reader.header().format;
    return file;
}

media_file::media_file(media_file&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      size_{other.size_},
      format_{other.format_}
{}

media_file::~media_file()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::string media_file::read(std::uint64_t at, std::size_t count) const
{
    if (at >= size_) return {};
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - at)), '\0');
    std::size_t there = 0;
    while (there != bytes.size()) {
        auto const got =
            ::pread(descriptor_, bytes.data() + there, bytes.size() - there, static_cast<off_t>(at + there));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        there += static_cast<std::size_t>(got);
    }
    bytes.resize(there);
    return bytes;
}

std::optional<file_facts> facts_without(media_file const& file, std::uint64_t begin, std::uint64_t end)
{
    jimeng::sha256_stream hash;
    auto const take = [&](std::string_view piece) { return hash.write(piece), true; };
    if (!each_piece(file, 0, begin, take) || !each_piece(file, end, file.size(), take)) return std::nullopt;
    return file_facts{jimeng::to_hex(hash.finish()), file.size() - (end - begin)};
}

std::optional<file_facts> rewrite(std::string const& path, media_file const& file, patch const& change,
                                  std::string& trouble)
{
    std::error_code ec;
    auto const target = std::filesystem::canonical(path, ec); // the file itself, where a link leads to it
    if (ec) return trouble = jimeng::for_terminal(path) + ": " + ec.message(), std::nullopt;
    new_file to{target};
    auto const take = [&](std::string_view piece) { return to.write(piece); };
    bool const written = each_piece(file, 0, change.begin, take) && to.write(change.bytes) &&
                         each_piece(file, change.end, file.size(), take);
    if (written && !is_as_changed(to.name(), file, change))
        return trouble = jimeng::for_terminal(path) + ": does not read as it was written; it is as it was",
               std::nullopt;
    if (written && to.take_place_of(target.string())) return to.facts();
    trouble = jimeng::for_terminal(path) + ": cannot be written anew: " + words_of(errno) + "; it is as it was";
    return std::nullopt;
}

} // namespace command::files
