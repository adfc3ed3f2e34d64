#ifndef JIMENG_COMMAND_PROVENANCE_TEXTS_HPP
#define JIMENG_COMMAND_PROVENANCE_TEXTS_HPP

#include "../files/media_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace command::provenance {

/// A text that a picture or video carries beside what is seen.
struct found_text {
    std::string_view place;  ///< `PNG iTXt`, `JPEG XMP`, ...
    std::string key;         ///< Empty where the place has one text only.
    std::string text;        ///< Untrusted.
    std::uint64_t begin = 0; ///< Of the chunk, segment or box that has it.
    std::uint64_t end = 0;
};

/// All texts of a file, within bounds: what is longer than 1 MiB is passed over, and so is all behind the first 256 texts or
/// 16 MiB of them.
struct file_texts {
    std::vector<found_text> all;
    std::uint64_t room_at = 0; ///< Where a text can be put in; 0: nowhere.
    std::size_t held = 0;      ///< Bytes of all texts.

    [[nodiscard]] bool is_full() const noexcept;

    void add(std::string_view place, std::string_view key, std::string text, std::uint64_t begin, std::uint64_t end);
};

/// Texts that are longer are nobody's label and no record.
inline constexpr std::size_t longest_text = std::size_t{1024} * 1024;

[[nodiscard]] file_texts texts_of_png(files::media_file const& file);
[[nodiscard]] file_texts texts_of_jpeg(files::media_file const& file);
[[nodiscard]] file_texts texts_of_mp4(files::media_file const& file);
/// By the file's format; none of another one.
[[nodiscard]] file_texts texts_of(files::media_file const& file);

/// A text as the format carries it; empty where it takes none so long, or none at all.
[[nodiscard]] std::string carrier_of(jimeng::picture_format format, std::string_view key, std::string_view text);

/// The kind of the box of ours in an MP4, which players pass over.
inline constexpr std::string_view own_box{"\x8f\x4b\x3d\x1c\x52\xe9\x47\x06\xb1\x7a\x20\xd4\x9c\x63\xfe\x35", 16};
/// That of a box with XMP.
/// @par Source XMP specification, part 3, 1.2.7.1.
inline constexpr std::string_view xmp_box{"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", 16};

/// A number of up to 8 bytes, the highest first.
[[nodiscard]] inline std::uint64_t number_in(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i != count && at + i < bytes.size(); ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

[[nodiscard]] inline std::string four_bytes(std::uint64_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 255);
    return bytes;
}

} // namespace command::provenance

#endif
