#ifndef JIMENG_EMULATOR_DETAIL_COLOUR_HPP
#define JIMENG_EMULATOR_DETAIL_COLOUR_HPP

#include <jimeng/emulator/detail/fixed_point.hpp>

#include <array>
#include <cstdint>

namespace jimeng::emulator::detail {

/// Red, green and blue with eight bits behind the point, so that gradients stay smooth until the last rounding.
struct colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};

[[nodiscard]] constexpr colour hex(std::uint32_t rgb)
{
    auto const channel = [rgb](int shift) { return static_cast<int>(rgb >> shift & 0xffU) << 8; };
    return {channel(16), channel(8), channel(0)};
}

/// Gives `from` at t = 0 and `to` at t = `full`.
[[nodiscard]] constexpr colour mixed(colour from, colour to, int t)
{
    auto const channel = [t](int a, int b) { return a + ((b - a) * t >> 12); };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

constexpr void store(colour c, std::uint8_t* rgb)
{
    auto const channel = [](int value) { return static_cast<std::uint8_t>((value + 128) >> 8); };
    rgb[0] = channel(c.red);
    rgb[1] = channel(c.green);
    rgb[2] = channel(c.blue);
}

[[nodiscard]] constexpr colour loaded(std::uint8_t const* rgb)
{
    return {rgb[0] << 8, rgb[1] << 8, rgb[2] << 8};
}

/// Six colours that go together: light from above, land from far to near, and one to stand out.
struct palette {
    colour sky;
    colour horizon;
    colour sun;
    colour far_land;
    colour near_land;
    colour accent;
};

inline constexpr std::array palettes{
    palette{hex(0x5b6fa8), hex(0xf9d5b5), hex(0xfff3d6), hex(0xc59aa6), hex(0x2e2f4f), hex(0xe8836b)}, // dawn
    palette{hex(0x2b2d5b), hex(0xf08a6b), hex(0xffd9a0), hex(0x9a5a7d), hex(0x1d1b38), hex(0xf2b35e)}, // dusk
    palette{hex(0x9fd0cb), hex(0xf4f1de), hex(0xffffff), hex(0x8fbfae), hex(0x1f4e4a), hex(0xe07a5f)}, // jade
    palette{hex(0xcfcdc6), hex(0xf5f1e6), hex(0xd1495b), hex(0xa9b3b5), hex(0x2b3a42), hex(0xd1495b)}, // ink
    palette{hex(0x0b1d3a), hex(0x4a7bab), hex(0xf7f3d0), hex(0x3c6a95), hex(0x07142a), hex(0x7fd1c7)}, // night
    palette{hex(0x7fb7c9), hex(0xfbe3b4), hex(0xfffbe8), hex(0xe3b081), hex(0x7a3e2b), hex(0xc8553d)}, // sand
    palette{hex(0x8d8ac6), hex(0xf9d9e0), hex(0xfff6e6), hex(0xb79cc7), hex(0x3a2f5c), hex(0xf2a0a1)}, // lavender
    palette{hex(0x8fbfd6), hex(0xeef2d5), hex(0xfffde4), hex(0x9dbf9e), hex(0x1e3d2f), hex(0xe9b44c)}, // forest
};

} // namespace jimeng::emulator::detail

#endif
