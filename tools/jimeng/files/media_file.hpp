#ifndef JIMENG_COMMAND_FILES_MEDIA_FILE_HPP
#define JIMENG_COMMAND_FILES_MEDIA_FILE_HPP

#include <jimeng/core/media_format.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace command::files {

/// A picture or video that is read here and there. What it holds is anybody's: nothing in it is believed.
class media_file {
public:
    /// @return None where it cannot be read or is no ordinary file, with the reason in `trouble`.
    [[nodiscard]] static std::optional<media_file> open(std::string const& path, std::string& trouble);
    media_file(media_file&& other) noexcept;
    media_file& operator=(media_file&&) = delete;
    ~media_file();

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// By its first bytes.
    [[nodiscard]] jimeng::picture_format format() const noexcept { return format_; }
    /// Fewer bytes where the file ends, or cannot be read further.
    [[nodiscard]] std::string read(std::uint64_t at, std::size_t count) const;

private:
    media_file(int descriptor, std::uint64_t size) noexcept : descriptor_{descriptor}, size_{size} {}

    int descriptor_;
    std::uint64_t size_;
    jimeng::picture_format format_ = jimeng::picture_format::unknown;
};

/// Some bytes of a file that others take the place of.
struct patch {
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< The same: nothing is taken out.
    std::string bytes;
};

/// A file as it lies there.
struct file_facts {
    std::string sha256;
    std::uint64_t size_bytes = 0;
};

/// Its hash, where a piece of it, if any, is passed over.
/// @return None where it cannot be read to its end.
[[nodiscard]] std::optional<file_facts> facts_without(media_file const& file, std::uint64_t begin, std::uint64_t end);

/// Gives the file its new bytes in one step: whoever opens it sees the old or the new one, whole. Permission bits stay. The
/// new one is read again first, and takes its place only where all but the change is as before.
/// @return None where that failed, with the reason in `trouble`; the file is as it was then.
[[nodiscard]] std::optional<file_facts> rewrite(std::string const& path, media_file const& file, patch const& change,
                                                std::string& trouble);

} // namespace command::files

#endif
