#ifndef JIMENG_CORE_DETAIL_JPEG_SIZE_READER_HPP
#define JIMENG_CORE_DETAIL_JPEG_SIZE_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/header_bytes.hpp>
#include <jimeng/core/detail/picture_headers.hpp>

#include <cstdint>

namespace jimeng::inline JIMENG_ABI::detail {

/// SOF0 to SOF15 without the tables (DHT, JPG, DAC) that share their range.
constexpr bool starts_a_jpeg_frame(unsigned marker) noexcept
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Walks over the segments of a JPEG to the one that has its size.
/// @par Source ITU-T T.81, B.1 and B.2.2.
class jpeg_size_reader {
public:
    /// One byte more is held. False when there is nothing more to find.
    constexpr bool take(header_bytes& bytes) noexcept
    {
        switch (step_) {
        case step::marker: return take_marker(bytes);
        case step::segment: return take_segment(bytes);
        case step::frame: return take_frame(bytes);
        }
        return false;
    }

    [[nodiscard]] constexpr picture_size const& size() const noexcept { return size_; }

private:
    enum class step : std::uint8_t { marker, segment, frame };
    static constexpr int most_segments = 512;

    /// 0xFF, any number of times, then the marker's own byte.
    constexpr bool take_marker(header_bytes& bytes) noexcept
    {
        if (bytes.view().front() != '\xFF') return false;
        if (bytes.size() != 2) return true;
        bytes.keep_last(1);
        if (bytes.view().front() != '\xFF') step_ = step::segment;
        return true;
    }

    /// The marker and the length of its segment.
    constexpr bool take_segment(header_bytes& bytes) noexcept
    {
        if (bytes.size() != 3) return true;
        auto const marker = big_endian(bytes.view(), 0, 1);
        auto const length = big_endian(bytes.view(), 1, 2);
        bool const has_no_length = marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA);
        bool const frame = starts_a_jpeg_frame(marker);
        if (has_no_length || length < (frame ? 8U : 2U)) return false;
        step_ = frame ? step::frame : step::marker;
        if (frame) return true;
        bytes.skip(length - 2);
        return ++segments_ != most_segments;
    }

    constexpr bool take_frame(header_bytes& bytes) noexcept
    {
        if (bytes.size() != 8) return true;
        size_ = {big_endian(bytes.view(), 6, 2), big_endian(bytes.view(), 4, 2)};
        return false;
    }

    step step_ = step::marker;
    int segments_ = 0;
    picture_size size_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
