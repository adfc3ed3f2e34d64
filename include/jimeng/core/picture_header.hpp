#ifndef JIMENG_CORE_PICTURE_HEADER_HPP
#define JIMENG_CORE_PICTURE_HEADER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/header_bytes.hpp>
#include <jimeng/core/detail/jpeg_size_reader.hpp>
#include <jimeng/core/detail/picture_headers.hpp>
#include <jimeng/core/media_format.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Format, and width and height in pixels where the bytes reach that far; 0 where not, and for a video.
struct picture_header {
    picture_format format = picture_format::unknown;
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    friend bool operator==(picture_header const&, picture_header const&) = default;
};

/// How far into a file the size may stand. Metadata of some hundred KiB before it occurs in marked AI pictures.
inline constexpr std::size_t picture_header_limit_bytes = std::size_t{1} << 20;

/// Reads format and size from a picture that comes in pieces, however they were cut, and keeps a few bytes of it.
///
/// Safe on any bytes: every step moves forward and their number is bounded.
class picture_header_reader {
public:
    constexpr void write(std::string_view piece) noexcept
    {
        piece = piece.substr(0, picture_header_limit_bytes - passed_);
        passed_ += piece.size();
        while (step_ != step::finished && bytes_.take(piece))
            take();
    }

    /// What is known so far.
    [[nodiscard]] constexpr picture_header const& header() const noexcept { return header_; }

private:
    enum class step : std::uint8_t { signature, png, jpeg, webp, bmp, boxes, extents, finished };
    static constexpr std::string_view png_signature{"\x89PNG\r\n\x1A\n", 8};
    static constexpr std::string_view jpeg_signature{"\xFF\xD8\xFF", 3};

    constexpr void take() noexcept
    {
        switch (step_) {
        case step::signature: return take_signature();
        case step::png: return bytes_.size() == 24 ? finish(detail::png_size(bytes_.view())) : void();
        case step::webp: return bytes_.size() == 30 ? finish(detail::webp_size(bytes_.view())) : void();
        case step::bmp: return bytes_.size() == 26 ? finish(detail::bmp_size(bytes_.view())) : void();
        case step::jpeg: return jpeg_.take(bytes_) ? void() : finish(jpeg_.size());
        case step::boxes: return take_box_byte();
        case step::extents: return take_extents();
        case step::finished: return;
        }
    }

    constexpr void take_signature() noexcept
    {
        if (bytes_.view() == png_signature) {
            header_.format = picture_format::png;
            step_ = step::png;
        } else if (bytes_.view() == jpeg_signature) {
            header_.format = picture_format::jpeg;
            step_ = step::jpeg;
            bytes_.keep_last(1); // its last byte opens the first marker
        } else if (bytes_.size() == 12) {
            take_opening();
        }
    }

    constexpr void take_opening() noexcept
    {
        header_.format = detail::format_of_opening(bytes_.view());
        switch (header_.format) {
        case picture_format::webp: step_ = step::webp; return;
        case picture_format::bmp: step_ = step::bmp; return;
        case picture_format::avif:
        case picture_format::heic: step_ = step::boxes; return;
        case picture_format::gif: return finish(detail::gif_size(bytes_.view()));
        default: return finish({});
        }
    }

    /// The size stands in a property box, `ispe`; the largest is the whole picture's, others are those of its tiles.
    constexpr void take_box_byte() noexcept
    {
        recent_ = recent_ << 8 | detail::big_endian(bytes_.view(), bytes_.size() - 1, 1);
        bytes_.skip(0);
        if (recent_ == 0x69737065) step_ = step::extents;
    }

    constexpr void take_extents() noexcept
    {
        if (bytes_.size() != 12) return;
        auto const width = detail::big_endian(bytes_.view(), 4, 4), height = detail::big_endian(bytes_.view(), 8, 4);
        if (std::uint64_t{width} * height > std::uint64_t{header_.width} * header_.height) finish({width, height});
        step_ = step::boxes;
        bytes_.skip(0);
    }

    constexpr void finish(detail::picture_size const& size) noexcept
    {
        header_.width = size.width;
        header_.height = size.height;
        step_ = step::finished;
    }

    picture_header header_;
    step step_ = step::signature;
    detail::header_bytes bytes_;
    detail::jpeg_size_reader jpeg_;
    std::size_t passed_ = 0;
    std::uint32_t recent_ = 0; ///< The last four bytes.
};

/// Reads format and size from the beginning of a picture; safe on any bytes.
/// @param first_bytes  More than `picture_header_limit_bytes` are not looked at.
[[nodiscard]] constexpr picture_header read_picture_header(std::string_view first_bytes) noexcept
{
    picture_header_reader reader;
    reader.write(first_bytes);
    return reader.header();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
