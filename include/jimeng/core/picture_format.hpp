#ifndef JIMENG_CORE_PICTURE_FORMAT_HPP
#define JIMENG_CORE_PICTURE_FORMAT_HPP

#include <array>
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
    enum class step { signature, png_header, jpeg_marker, jpeg_segment, jpeg_frame, finished };
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
        } else if (!png_signature.starts_with(held()) && !jpeg_signature.starts_with(held())) {
            step_ = step::finished;
        }
    }

    constexpr void take_png_header() noexcept
    {
        if (count_ != 24) return;
        step_ = step::finished;
        if (held().substr(12, 4) != "IHDR" || detail::big_endian(held(), 8, 4) != 13) return;
        header_.width = detail::big_endian(held(), 16, 4);
        header_.height = detail::big_endian(held(), 20, 4);
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
        header_.width = detail::big_endian(held(), 6, 2);
        header_.height = detail::big_endian(held(), 4, 2);
    }

    picture_header header_;
    step step_ = step::signature;
    std::array<char, 24> held_{};
    std::size_t count_ = 0;
    std::size_t skip_ = 0;
    std::size_t passed_ = 0;
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
