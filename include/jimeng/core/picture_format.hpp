#ifndef JIMENG_CORE_PICTURE_FORMAT_HPP
#define JIMENG_CORE_PICTURE_FORMAT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng {

/// What a picture's first bytes say it is. Names and URLs are never asked.
///
/// The service documents PNG and JPEG; the others are known so that paid bytes get a name that tells what they are.
enum class picture_format { unknown, png, jpeg, webp, gif, avif, heic, bmp, tiff, mp4 };

[[nodiscard]] constexpr char const* to_string(picture_format format) noexcept
{
    switch (format) {
    case picture_format::png: return "png";
    case picture_format::jpeg: return "jpeg";
    case picture_format::webp: return "webp";
    case picture_format::gif: return "gif";
    case picture_format::avif: return "avif";
    case picture_format::heic: return "heic";
    case picture_format::bmp: return "bmp";
    case picture_format::tiff: return "tiff";
    case picture_format::mp4: return "mp4";
    case picture_format::unknown: break;
    }
    return "unknown";
}

/// `.png`, `.jpg`, ..., or nothing.
[[nodiscard]] constexpr char const* file_extension(picture_format format) noexcept
{
    switch (format) {
    case picture_format::png: return ".png";
    case picture_format::jpeg: return ".jpg";
    case picture_format::webp: return ".webp";
    case picture_format::gif: return ".gif";
    case picture_format::avif: return ".avif";
    case picture_format::heic: return ".heic";
    case picture_format::bmp: return ".bmp";
    case picture_format::tiff: return ".tiff";
    case picture_format::mp4: return ".mp4";
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

constexpr std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept
{
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- != 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// Formats that 12 bytes tell apart.
/// @par Source WebP container; GIF89a; ISO/IEC 14496-12, 4.3 with the brands of 23000-22 and AVIF; TIFF 6.0.
constexpr picture_format format_of_opening(std::string_view bytes) noexcept
{
    if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return picture_format::webp;
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return picture_format::gif;
    if (bytes.starts_with("BM") && big_endian(bytes, 6, 4) == 0) return picture_format::bmp;
    if (bytes.starts_with(std::string_view{"II*\0", 4}) || bytes.starts_with(std::string_view{"MM\0*", 4}))
        return picture_format::tiff;
    if (bytes.substr(4, 4) != "ftyp") return picture_format::unknown;
    auto const brand = bytes.substr(8, 4);
    if (brand == "avif" || brand == "avis") return picture_format::avif;
    for (auto const known : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"})
        if (brand == known) return picture_format::heic;
    return picture_format::mp4;
}

/// SOF0 to SOF15 without the tables (DHT, JPG, DAC) that share their range.
constexpr bool starts_a_jpeg_frame(unsigned marker) noexcept
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

} // namespace detail

/// Reads format and size from a picture that comes in pieces, however they were cut, and keeps a few bytes of it.
///
/// Safe on any bytes: every step moves forward and their number is bounded.
/// @par Source PNG (third edition), 5.2 and 11.2.1; ITU-T T.81, B.1 and B.2.2.
class picture_header_reader {
public:
    constexpr void write(std::string_view piece) noexcept
    {
        piece = piece.substr(0, picture_header_limit_bytes - passed_);
        passed_ += piece.size();
        while (!piece.empty() && step_ != step::finished) {
            auto const jump = skip_ < piece.size() ? skip_ : piece.size();
            skip_ -= jump;
            piece.remove_prefix(jump);
            if (piece.empty()) return;
            held_[count_++] = piece.front();
            piece.remove_prefix(1);
            take();
        }
    }

    /// What is known so far.
    [[nodiscard]] constexpr picture_header const& header() const noexcept { return header_; }

private:
    enum class step {
        signature,
        png_header,
        jpeg_marker,
        jpeg_segment,
        jpeg_frame,
        webp_header,
        bmp_header,
        boxes,
        extents,
        finished
    };
    static constexpr std::string_view png_signature{"\x89PNG\r\n\x1A\n", 8};
    static constexpr std::string_view jpeg_signature{"\xFF\xD8\xFF", 3};

    constexpr std::string_view held() const noexcept { return {held_.data(), count_}; }

    constexpr void take() noexcept
    {
        switch (step_) {
        case step::signature: return take_signature();
        case step::png_header: return take_png_header();
        case step::jpeg_marker: return take_jpeg_marker();
        case step::jpeg_segment: return take_jpeg_segment();
        case step::jpeg_frame: return take_jpeg_frame();
        case step::webp_header: return take_webp_header();
        case step::bmp_header: return take_bmp_header();
        case step::boxes: return take_box_byte();
        case step::extents: return take_extents();
        case step::finished: return;
        }
    }

    constexpr void take_signature() noexcept
    {
        if (held() == png_signature) {
            header_.format = picture_format::png;
            step_ = step::png_header;
        } else if (held() == jpeg_signature) {
            header_.format = picture_format::jpeg;
            step_ = step::jpeg_marker;
            count_ = 1; // its last byte opens the first marker
        } else if (count_ == 12) {
            take_opening();
        }
    }

    constexpr void take_opening() noexcept
    {
        header_.format = detail::format_of_opening(held());
        switch (header_.format) {
        case picture_format::webp: step_ = step::webp_header; return;
        case picture_format::bmp: step_ = step::bmp_header; return;
        case picture_format::avif:
        case picture_format::heic: step_ = step::boxes; return;
        case picture_format::gif:
            take_size(detail::little_endian(held(), 6, 2), detail::little_endian(held(), 8, 2));
            [[fallthrough]];
        default: step_ = step::finished; return;
        }
    }

    constexpr void take_webp_header() noexcept
    {
        if (count_ != 30) return;
        step_ = step::finished;
        auto const chunk = held().substr(12, 4);
        auto const bits = detail::little_endian(held(), 21, 4);
        if (chunk == "VP8 ")
            take_size(detail::little_endian(held(), 26, 2) & 0x3FFF, detail::little_endian(held(), 28, 2) & 0x3FFF);
        if (chunk == "VP8L") take_size((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        if (chunk == "VP8X")
            take_size(detail::little_endian(held(), 24, 3) + 1, detail::little_endian(held(), 27, 3) + 1);
    }

    constexpr void take_bmp_header() noexcept
    {
        if (count_ != 26) return;
        step_ = step::finished;
        auto const height = detail::little_endian(held(), 22, 4);
        take_size(detail::little_endian(held(), 18, 4), height >> 31 != 0 ? ~height + 1 : height);
    }

    /// The size stands in a property box, `ispe`; the largest is the whole picture's, others are those of its tiles.
    constexpr void take_box_byte() noexcept
    {
        auto const byte = static_cast<unsigned char>(held()[count_ - 1]);
        recent_ = (recent_ << 8) | byte;
        count_ = 0;
        if (recent_ == 0x69737065) step_ = step::extents;
    }

    constexpr void take_extents() noexcept
    {
        if (count_ != 12) return;
        auto const width = detail::big_endian(held(), 4, 4), height = detail::big_endian(held(), 8, 4);
        if (std::uint64_t{width} * height > std::uint64_t{header_.width} * header_.height) take_size(width, height);
        step_ = step::boxes;
        count_ = 0;
    }

    constexpr void take_size(std::uint32_t width, std::uint32_t height) noexcept
    {
        header_.width = width;
        header_.height = height;
    }

    constexpr void take_png_header() noexcept
    {
        if (count_ != 24) return;
        step_ = step::finished;
        if (held().substr(12, 4) != "IHDR" || detail::big_endian(held(), 8, 4) != 13) return;
        take_size(detail::big_endian(held(), 16, 4), detail::big_endian(held(), 20, 4));
    }

    /// 0xFF, any number of times, then the marker's own byte.
    constexpr void take_jpeg_marker() noexcept
    {
        if (held().front() != '\xFF') {
            step_ = step::finished;
        } else if (count_ == 2) {
            held_[0] = held_[1];
            count_ = 1;
            if (held().front() != '\xFF') step_ = step::jpeg_segment;
        }
    }

    /// The marker and the length of its segment.
    constexpr void take_jpeg_segment() noexcept
    {
        constexpr int most_segments = 512;
        if (count_ != 3) return;
        auto const marker = detail::big_endian(held(), 0, 1);
        auto const length = detail::big_endian(held(), 1, 2);
        bool const has_no_length = marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA);
        bool const frame = detail::starts_a_jpeg_frame(marker);
        step_ = frame ? step::jpeg_frame : step::jpeg_marker;
        if (has_no_length || length < (frame ? 8U : 2U)) step_ = step::finished;
        if (frame) return;
        skip_ = length - 2;
        count_ = 0;
        if (++segments_ == most_segments) step_ = step::finished;
    }

    constexpr void take_jpeg_frame() noexcept
    {
        if (count_ != 8) return;
        step_ = step::finished;
        take_size(detail::big_endian(held(), 6, 2), detail::big_endian(held(), 4, 2));
    }

    picture_header header_;
    step step_ = step::signature;
    std::array<char, 32> held_{};
    std::size_t count_ = 0;
    std::size_t skip_ = 0;
    std::size_t passed_ = 0;
    std::uint32_t recent_ = 0; ///< The last four bytes.
    int segments_ = 0;
};

/// Reads format and size from the beginning of a picture; safe on any bytes.
/// @param first_bytes  More than `picture_header_limit_bytes` are not looked at.
[[nodiscard]] constexpr picture_header read_picture_header(std::string_view first_bytes) noexcept
{
    picture_header_reader reader;
    reader.write(first_bytes);
    return reader.header();
}

} // namespace jimeng

#endif
