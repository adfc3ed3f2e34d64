#ifndef JIMENG_EMULATOR_DRAWING_PALETTE_HPP
#define JIMENG_EMULATOR_DRAWING_PALETTE_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

struct colour {
    double red, green, blue;
};

[[nodiscard]] constexpr colour hex(std::uint32_t rgb)
{
    auto const channel = [rgb](int shift) { return (rgb >> shift & 0xffU) / 255.0; };
    return {channel(16), channel(8), channel(0)};
}

/// Gives `from` at t = 0 and `to` at t = 1.
[[nodiscard]] constexpr colour mixed(colour from, colour to, double t)
{
    auto const channel = [t](double a, double b) { return a + (b - a) * t; };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

/// Colours that go together: light from above, and land from far to near.
struct palette {
    colour sky, horizon, sun, far_land, near_land;
};

inline constexpr std::array palettes{
    palette{hex(0x5b6fa8), hex(0xf9d5b5), hex(0xfff3d6), hex(0xc59aa6), hex(0x2e2f4f)}, // dawn
    palette{hex(0x2b2d5b), hex(0xf08a6b), hex(0xffd9a0), hex(0x9a5a7d), hex(0x1d1b38)}, // dusk
    palette{hex(0x9fd0cb), hex(0xf4f1de), hex(0xffffff), hex(0x8fbfae), hex(0x1f4e4a)}, // jade
    palette{hex(0xb9bdb8), hex(0xf5f1e6), hex(0xd1495b), hex(0xa9b3b5), hex(0x2b3a42)}, // ink
    palette{hex(0x0b1d3a), hex(0x4a7bab), hex(0xf7f3d0), hex(0x3c6a95), hex(0x07142a)}, // night
    palette{hex(0x7fb7c9), hex(0xfbe3b4), hex(0xfffbe8), hex(0xe3b081), hex(0x7a3e2b)}, // sand
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
