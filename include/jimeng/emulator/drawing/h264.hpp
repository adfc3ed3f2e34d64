#ifndef JIMENG_EMULATOR_DRAWING_H264_HPP
#define JIMENG_EMULATOR_DRAWING_H264_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/big_endian.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// A video that stands still, as H.264 has it: one frame whose macroblocks are plain samples (I_PCM), and after it frames
// that skip every macroblock and so repeat what is there.

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Writes the syntax elements of H.264, bit by bit.
class bit_writer {
public:
    /// u(n): the lowest `count` bits.
    bit_writer& put(std::uint32_t value, int count = 1)
    {
        while (count-- > 0) {
            if (free_ == 0) bytes_ += '\0', free_ = 8;
            --free_;
            bytes_.back() = static_cast<char>(bytes_.back() | static_cast<char>((value >> count & 1U) << free_));
        }
        return *this;
    }

    /// ue(v): as many zeros as there are bits after the first, then value + 1.
    bit_writer& number(std::uint32_t value)
    {
        auto const more = static_cast<int>(std::bit_width(value + 1)) - 1;
        return put(0, more).put(value + 1, more + 1);
    }

    /// Zeros up to the next byte, then whole bytes.
    bit_writer& samples(std::string_view bytes)
    {
        free_ = 0;
        bytes_ += bytes;
        return *this;
    }

    /// @returns All of it, after the bit that marks the end.
    [[nodiscard]] std::string finish()
    {
        put(1);
        return std::move(bytes_);
    }

private:
    std::string bytes_;
    int free_ = 0; ///< bits of the last byte
};

/// A NAL unit: `head` tells its kind. A byte 3 keeps the contents from looking like the start of a unit.
[[nodiscard]] inline std::string unit(char head, std::string_view contents)
{
    std::string bytes{head};
    int zeros = 0;
    for (char const byte : contents) {
        if (zeros >= 2 && static_cast<unsigned char>(byte) <= 3) bytes += '\3', zeros = 0;
        bytes += byte;
        zeros = byte == '\0' ? zeros + 1 : 0;
    }
    return bytes;
}

/// Width and height of what is shown, px, even numbers.
struct frame_size {
    std::uint32_t width, height;

    [[nodiscard]] std::uint32_t columns() const { return (width + 15) / 16; } ///< of macroblocks
    [[nodiscard]] std::uint32_t rows() const { return (height + 15) / 16; }
    [[nodiscard]] std::uint32_t macroblocks() const { return columns() * rows(); }
};

/// The most macroblocks of plain samples that the level allows in a frame: 384 bytes each, times
/// 108000 / 172 macroblocks, compressed four times at least (A.3.1).
inline constexpr std::uint32_t most_macroblocks = 156;

/// Profile, flags of its constraints, and level, as they stand in the video and in the file around it.
inline constexpr std::string_view profile_and_level = "\x42\xC0\x1F"; // constrained baseline, 3.1

/// @par Source ITU-T H.264, 7.3.2.1.1 and E.1.1.
[[nodiscard]] inline std::string sequence_parameters(frame_size size, std::uint32_t fps)
{
    bit_writer bits;
    bits.samples(profile_and_level).number(0); // the first set
    bits.number(0).number(2).number(1).put(0); // frame_num has 4 bits; shown as decoded; one reference frame; no gaps
    bits.number(size.columns() - 1).number(size.rows() - 1).put(1).put(1); // whole frames only
    bits.put(1).number(0).number((size.columns() * 16 - size.width) / 2);  // what is cut off, in 2 px
    bits.number(0).number((size.rows() * 16 - size.height) / 2);
    bits.put(1).put(0).put(0);                                                        // square pixels
    bits.put(1).put(5, 3).put(0).put(1).put(1, 8).put(1, 8).put(1, 8).put(0);         // BT.709, 16 to 235
    bits.put(1).put(1, 32).put(2 * fps, 32).put(1).put(0).put(0).put(0);              // a field lasts 1 / (2 fps) s
    bits.put(1).put(1).number(0).number(0).number(10).number(10).number(0).number(1); // nothing is held back
    return unit('\x67', bits.finish());
}

/// @par Source ITU-T H.264, 7.3.2.2.
[[nodiscard]] inline std::string picture_parameters()
{
    bit_writer bits;
    bits.number(0).number(0).put(0).put(0); // CAVLC
    bits.number(0).number(0).number(0);     // one slice group, one reference
    bits.put(0).put(0, 2).number(0).number(0).number(0).put(0).put(0).put(0);
    return unit('\x68', bits.finish());
}

/// The first frame. @param samples  of one macroblock after the other: 256 of luma, 64 of each chroma
[[nodiscard]] inline std::string key_frame(std::string_view samples)
{
    bit_writer bits;
    bits.number(0).number(7).number(0).put(0, 4).number(0).put(0, 2).number(0); // a slice of I macroblocks
    for (; !samples.empty(); samples.remove_prefix(384))
        bits.number(25).samples(samples.substr(0, 384)); // I_PCM
    return unit('\x65', bits.finish());
}

/// Frame `index` of a video, 1 and more: the one before it again.
[[nodiscard]] inline std::string still_frame(std::uint32_t index, std::uint32_t macroblocks)
{
    bit_writer bits;
    bits.number(0).number(5).number(0).put(index, 4).put(0).put(0).put(0).number(0); // a slice of P macroblocks
    bits.number(macroblocks);                                                        // all of them skipped
    return unit('\x41', bits.finish());
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
