#ifndef JIMENG_MEDIA_PICTURE_CHECK_HPP
#define JIMENG_MEDIA_PICTURE_CHECK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// A picture or video that was checked, and where it lies.
struct saved_picture {
    std::string path; ///< Empty where there is no file.
    media_format format = media_format::unknown;
    std::uint32_t width = 0;  ///< Pixels; of a video 0 where it does not say.
    std::uint32_t height = 0; ///< Pixels.
    std::uint64_t size_bytes = 0;
    std::string sha256{};                  ///< Of all bytes, 64 lower-case hexadecimal digits.
    std::uint64_t surplus_bytes = 0;       ///< Behind a picture's end; they are kept.
    std::chrono::milliseconds duration{0}; ///< Of a video; 0 where it does not say.
};

/// What a file may be to be good. Anything else is kept too, with an error.
enum class wanted_media : std::uint8_t { picture, video, any };

[[nodiscard]] constexpr wanted_media wanted(media_kind kind) noexcept
{
    return kind == media_kind::video ? wanted_media::video : wanted_media::picture;
}

/// How long a file may be. What turns out to be an MP4 may be longer, whatever was wanted, for it is paid.
struct media_limits {
    std::uint64_t picture_bytes = std::uint64_t{64} << 20;
    std::uint64_t video_bytes = std::uint64_t{512} << 20;

    constexpr media_limits() = default;
    /// The same for both.
    constexpr media_limits(std::uint64_t most_bytes) noexcept : picture_bytes{most_bytes}, video_bytes{most_bytes} {}

    [[nodiscard]] constexpr std::uint64_t of(media_format format) const noexcept
    {
        return kind_of(format) == media_kind::video ? video_bytes : picture_bytes;
    }
};

/// Judges bytes as they pass: length, format, pixels, structure, hash.
///
/// Of a PNG every chunk's order and checksum is checked, and that its compressed pixels are whole; of a JPEG the order of
/// its segments, its restart markers and its end; of an MP4 that its boxes are whole, with an index and pictures among
/// them. Takes some 70 KiB, however large the file is.
class picture_check {
public:
    /// @param limits  `write` answers `too_large` beyond them.
    JIMENG_DECL explicit picture_check(media_limits limits, wanted_media wanted = wanted_media::picture);
    JIMENG_DECL picture_check(picture_check&&) noexcept;
    JIMENG_DECL picture_check& operator=(picture_check&&) noexcept;
    JIMENG_DECL ~picture_check();

    /// @throws std::bad_alloc
    JIMENG_DECL error_code write(std::string_view piece);

    /// What was or will be written is not whole, for a reason that the bytes do not tell. The first reason stays.
    JIMENG_DECL void spoil(error_code const& why, std::string words);

    /// The facts, once everything was written; `path` is left empty. As far as they are known they are given with
    /// `bad_image` too.
    /// @param announced  How many bytes were promised.
    /// @par Errors `size_mismatch`; `bad_image` for anything but what was wanted: a whole PNG or JPEG of 1 to 65,535 pixels
    /// a side and at most 2^28 in all, or a whole MP4; what `spoil` was told.
    JIMENG_DECL saved_picture finish(std::optional<std::uint64_t> announced, error_code& ec, diagnostics& details);

    /// What a name should end in that keeps the bytes though they are not what was wanted: `.webp`, `.mp4` and the like,
    /// `.broken.png` for what is not whole, `.bin`. Empty where there is nothing to keep: few bytes, or a page of text in a
    /// picture's place.
    [[nodiscard]] JIMENG_DECL std::string ending_to_keep() const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/picture_check.ipp>
#endif

#endif
