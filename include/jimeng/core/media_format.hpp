#ifndef JIMENG_CORE_MEDIA_FORMAT_HPP
#define JIMENG_CORE_MEDIA_FORMAT_HPP

#include <jimeng/core/config.hpp>

#include <cstdint>

namespace jimeng::inline JIMENG_ABI {

/// What a file's first bytes say it is. Names and URLs are never asked.
///
/// The service documents PNG and JPEG, and MP4 for videos; the others are known so that paid bytes get a name that tells
/// what they are.
enum class media_format { unknown, png, jpeg, webp, gif, avif, heic, bmp, tiff, mp4 };

/// The same where it is a picture that is spoken of.
using picture_format = media_format;

/// What a result is.
enum class media_kind : std::uint8_t { picture, video };

[[nodiscard]] constexpr media_kind kind_of(media_format format) noexcept
{
    return format == media_format::mp4 ? media_kind::video : media_kind::picture;
}

[[nodiscard]] constexpr char const* to_string(media_kind kind) noexcept
{
    return kind == media_kind::video ? "video" : "picture";
}

[[nodiscard]] constexpr char const* to_string(media_format format) noexcept
{
    switch (format) {
    case media_format::png: return "png";
    case media_format::jpeg: return "jpeg";
    case media_format::webp: return "webp";
    case media_format::gif: return "gif";
    case media_format::avif: return "avif";
    case media_format::heic: return "heic";
    case media_format::bmp: return "bmp";
    case media_format::tiff: return "tiff";
    case media_format::mp4: return "mp4";
    case media_format::unknown: break;
    }
    return "unknown";
}

/// `.png`, `.jpg`, ..., or nothing.
[[nodiscard]] constexpr char const* file_extension(media_format format) noexcept
{
    switch (format) {
    case media_format::png: return ".png";
    case media_format::jpeg: return ".jpg";
    case media_format::webp: return ".webp";
    case media_format::gif: return ".gif";
    case media_format::avif: return ".avif";
    case media_format::heic: return ".heic";
    case media_format::bmp: return ".bmp";
    case media_format::tiff: return ".tiff";
    case media_format::mp4: return ".mp4";
    case media_format::unknown: break;
    }
    return "";
}

} // namespace jimeng::inline JIMENG_ABI

#endif
