#ifndef JIMENG_EMULATOR_DRAWING_MACROBLOCKS_HPP
#define JIMENG_EMULATOR_DRAWING_MACROBLOCKS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/h264.hpp>
#include <jimeng/emulator/drawing/scene.hpp>

#include <cstdint>
#include <string>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Red, green and blue of one pixel, or sums of them.
struct rgb_sum {
    double red = 0, green = 0, blue = 0;

    void add(std::uint32_t pixel)
    {
        red += pixel >> 16 & 0xffU;
        green += pixel >> 8 & 0xffU;
        blue += pixel & 0xffU;
    }
};

/// The samples of one colour. @par Source ITU-R BT.709-6, 3 (8 bits, 16 to 235 and 16 to 240).
struct luma_chroma {
    char luma, blue, red;

    explicit luma_chroma(rgb_sum const& c, double pixels)
    {
        auto const light = 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
        auto const sample = [&](double middle, double difference) {
            return static_cast<char>(static_cast<unsigned char>(middle + 0.5 + difference / (255 * pixels)));
        };
        luma = sample(16, 219 * light);
        blue = sample(128, 224 * (c.blue - light) / 1.8556);
        red = sample(128, 224 * (c.red - light) / 1.5748);
    }
};

/// The mean colour of a square of pixels.
[[nodiscard]] inline luma_chroma colour_at(band const& pixels, std::uint32_t x, std::uint32_t y, std::uint32_t side)
{
    rgb_sum sum;
    for (auto row = y; row != y + side; ++row)
        for (auto column = x; column != x + side; ++column)
            sum.add(pixels.row(static_cast<int>(row))[column]);
    return luma_chroma{sum, static_cast<double>(side * side)};
}

/// A scene as samples of one macroblock after the other: 16x16 of luma, 8x8 of blue, 8x8 of red.
[[nodiscard]] inline std::string macroblocks(scene const& shown, frame_size size)
{
    band pixels{static_cast<int>(size.columns() * 16), static_cast<int>(size.rows() * 16)};
    pixels.show(shown, 0, static_cast<int>(size.rows() * 16));
    std::string samples;
    auto const plane = [&](std::uint32_t left, std::uint32_t top, std::uint32_t side, char luma_chroma::*sample) {
        for (auto y = top; y != top + 16; y += side)
            for (auto x = left; x != left + 16; x += side)
                samples += colour_at(pixels, x, y, side).*sample;
    };
    for (std::uint32_t i = 0; i != size.macroblocks(); ++i) {
        auto const left = i % size.columns() * 16, top = i / size.columns() * 16;
        plane(left, top, 1, &luma_chroma::luma);
        plane(left, top, 2, &luma_chroma::blue);
        plane(left, top, 2, &luma_chroma::red);
    }
    return samples;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
