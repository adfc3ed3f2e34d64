#ifndef JIMENG_TESTS_UNIT_EMULATOR_PIXELS_HPP
#define JIMENG_TESTS_UNIT_EMULATOR_PIXELS_HPP

#include <jimeng/emulator/drawing/png_file.hpp>

#include <boost/test/unit_test.hpp>

#include <png.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pixels {

struct picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;

    [[nodiscard]] std::uint8_t const* at(std::size_t x, std::size_t y) const
    {
        return rgb.data() + 3 * (y * width + x);
    }
};

inline picture decoded(std::string const& file)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    BOOST_REQUIRE_MESSAGE(png_image_begin_read_from_memory(&image, file.data(), file.size()), image.message);
    BOOST_TEST(image.format == PNG_FORMAT_RGB); // before asking: the file itself is 8-bit RGB without alpha
    image.format = PNG_FORMAT_RGB;
    picture result{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
    BOOST_REQUIRE_MESSAGE(png_image_finish_read(&image, nullptr, result.rgb.data(), 0, nullptr), image.message);
    return result;
}

/// A PNG file whose pixels are what `colour` says, 0xRRGGBB.
template <class Colour>
std::string png_of(std::uint32_t width, std::uint32_t height, Colour colour)
{
    jimeng::emulator::drawing::png_file file{width, height};
    for (std::uint32_t y = 0; y != height; ++y) {
        std::vector<std::uint32_t> row;
        for (std::uint32_t x = 0; x != width; ++x)
            row.push_back(colour(x, y));
        file.add_row(row);
    }
    return file.finish();
}

/// One pixel, as 0xRRGGBB.
inline std::uint32_t colour_at(picture const& from, std::size_t x, std::size_t y)
{
    auto const* const rgb = from.at(x, y);
    return std::uint32_t{rgb[0]} << 16 | std::uint32_t{rgb[1]} << 8 | rgb[2];
}

} // namespace pixels

#endif
