#ifndef JIMENG_CORE_PICTURE_FORMAT_HPP
#define JIMENG_CORE_PICTURE_FORMAT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng {

/// What a picture's first bytes say it is. Names and URLs are never asked.
enum class picture_format { unknown, png, jpeg };

[[nodiscard]] constexpr char const* to_string(picture_format format) noexcept
{
    switch (format) {
    case picture_format::png: return "png";
    case picture_format::jpeg: return "jpeg";
    case picture_format::unknown: break;
    }
    return "unknown";
}

/// `.png`, `.jpg`, or nothing.
[[nodiscard]] constexpr char const* file_extension(picture_format format) noexcept
{
    switch (format) {
    case picture_format::png: return ".png";
    case picture_format::jpeg: return ".jpg";
    case picture_format::unknown: break;
    }
    return "";
}

/// Format, and width and height in pixels where the bytes reach that far; 0 where not.
struct picture_header {
    picture_format format = picture_format::unknown;
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    friend bool operator==(picture_header const&, picture_header const&) = default;
};

/// How far into a file the size may stand. Metadata of some hundred KiB before it occurs in marked AI pictures.
inline constexpr std::size_t picture_header_limit_bytes = std::size_t{1} << 20;

namespace detail {

constexpr std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i != count; ++i)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

constexpr picture_header read_png_header(std::string_view bytes) noexcept
{
    picture_header const unsized{picture_format::png, 0, 0};
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR" || big_endian(bytes, 8, 4) != 13) return unsized;
    return {picture_format::png, big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

/// SOF0 to SOF15 without the tables (DHT, JPG, DAC) that share their range.
constexpr bool starts_a_jpeg_frame(unsigned marker) noexcept
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Walks from segment to segment; every step moves forward and their number is bounded.
constexpr picture_header read_jpeg_header(std::string_view bytes) noexcept
{
    picture_header const unsized{picture_format::jpeg, 0, 0};
    constexpr int most_segments = 512;
    std::size_t at = 2;
    for (int segment = 0; segment != most_segments; ++segment) {
        if (at >= bytes.size() || bytes[at] != '\xFF') return unsized;
        while (at < bytes.size() && bytes[at] == '\xFF')
            ++at; // fill bytes
        if (at + 3 > bytes.size()) return unsized;
        auto const marker = static_cast<unsigned char>(bytes[at]);
        auto const length = big_endian(bytes, at + 1, 2);
        if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA) || length < 2) return unsized;
        if (!starts_a_jpeg_frame(marker)) {
            at += 1 + length;
            continue;
        }
        if (length < 8 || at + 8 > bytes.size()) return unsized;
        return {picture_format::jpeg, big_endian(bytes, at + 6, 2), big_endian(bytes, at + 4, 2)};
    }
    return unsized;
}

} // namespace detail

/// Reads format and size from the beginning of a picture; safe on any bytes.
/// @param first_bytes  More than `picture_header_limit_bytes` are not looked at.
/// @par Source PNG (third edition), 5.2 and 11.2.1; ITU-T T.81, B.1 and B.2.2.
[[nodiscard]] constexpr picture_header read_picture_header(std::string_view first_bytes) noexcept
{
    auto const bytes = first_bytes.substr(0, picture_header_limit_bytes);
    if (bytes.starts_with(std::string_view{"\x89PNG\r\n\x1A\n", 8})) return detail::read_png_header(bytes);
    if (bytes.starts_with("\xFF\xD8\xFF")) return detail::read_jpeg_header(bytes);
    return {};
}

} // namespace jimeng

#endif
