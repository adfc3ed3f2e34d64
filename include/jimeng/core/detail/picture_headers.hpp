#ifndef JIMENG_CORE_DETAIL_PICTURE_HEADERS_HPP
#define JIMENG_CORE_DETAIL_PICTURE_HEADERS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/header_bytes.hpp>
#include <jimeng/core/media_format.hpp>

#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// In pixels.
struct picture_size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// Formats that 12 bytes tell apart.
/// @par Source WebP container; GIF89a; ISO/IEC 14496-12, 4.3 with the brands of 23000-22 and AVIF; TIFF 6.0.
constexpr media_format format_of_opening(std::string_view bytes) noexcept
{
    if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return media_format::webp;
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return media_format::gif;
    if (bytes.starts_with("BM") && big_endian(bytes, 6, 4) == 0) return media_format::bmp;
    if (bytes.starts_with(std::string_view{"II*\0", 4}) || bytes.starts_with(std::string_view{"MM\0*", 4}))
        return media_format::tiff;
    if (bytes.substr(4, 4) != "ftyp") return media_format::unknown;
    auto const brand = bytes.substr(8, 4);
    if (brand == "avif" || brand == "avis") return media_format::avif;
    for (auto const known : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"})
        if (brand == known) return media_format::heic;
    return media_format::mp4;
}

/// Of the first 24 bytes. @par Source PNG (third edition), 5.2 and 11.2.1.
constexpr picture_size png_size(std::string_view bytes) noexcept
{
    if (bytes.substr(12, 4) != "IHDR" || big_endian(bytes, 8, 4) != 13) return {};
    return {big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

/// Of the first 12 bytes.
constexpr picture_size gif_size(std::string_view bytes) noexcept
{
    return {little_endian(bytes, 6, 2), little_endian(bytes, 8, 2)};
}

/// Of the first 30 bytes, in the three ways of WebP.
constexpr picture_size webp_size(std::string_view bytes) noexcept
{
    auto const chunk = bytes.substr(12, 4);
    auto const bits = little_endian(bytes, 21, 4);
    if (chunk == "VP8 ") return {little_endian(bytes, 26, 2) & 0x3FFF, little_endian(bytes, 28, 2) & 0x3FFF};
    if (chunk == "VP8L") return {(bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1};
    if (chunk == "VP8X") return {little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1};
    return {};
}

/// Of the first 26 bytes; a picture that is stored from the top has a negative height.
constexpr picture_size bmp_size(std::string_view bytes) noexcept
{
    auto const height = little_endian(bytes, 22, 4);
    return {little_endian(bytes, 18, 4), height >> 31 != 0 ? ~height + 1 : height};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
