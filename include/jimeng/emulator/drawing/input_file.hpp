#ifndef JIMENG_EMULATOR_DRAWING_INPUT_FILE_HPP
#define JIMENG_EMULATOR_DRAWING_INPUT_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/emulator/drawing/handles.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// In pixels: 64 MiB as Cairo holds them. The pages allow 4096x4096.
inline constexpr std::uint64_t most_input_pixels = 4096 * 4096;

/// The sides are known before anything is unpacked, so that a small file cannot fill the memory.
[[nodiscard]] inline bool can_be_shown(std::string_view file) noexcept
{
    auto const header = read_picture_header(file);
    return header.format == picture_format::png && header.width != 0 && header.height != 0 &&
           std::uint64_t{header.width} * header.height <= most_input_pixels;
}

inline cairo_status_t read_piece(void* closure, unsigned char* into, unsigned int size)
{
    auto& rest = *static_cast<std::string_view*>(closure);
    if (size > rest.size()) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(into, rest.data(), size);
    rest.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
}

/// The pixels of a PNG file; none where it is no such file, broken, or too large. Cairo reads no other format.
[[nodiscard]] inline surface read_input(std::string_view file)
{
    if (!can_be_shown(file)) return {};
    surface read{cairo_image_surface_create_from_png_stream(read_piece, &file)};
    return cairo_surface_status(read.get()) == CAIRO_STATUS_SUCCESS ? std::move(read) : surface{};
}

/// How much of a picture each pixel of its mask leaves: nothing where it is white.
[[nodiscard]] inline surface left_by(surface const& mask)
{
    auto const width = cairo_image_surface_get_width(mask.get()), height = cairo_image_surface_get_height(mask.get());
    surface const flat{cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)};
    context const to{cairo_create(flat.get())};
    cairo_set_source_surface(to.get(), mask.get(), 0, 0);
    cairo_paint(to.get());
    cairo_surface_flush(flat.get());
    surface left{cairo_image_surface_create(CAIRO_FORMAT_A8, width, height)};
    throw_if_failed(to.get());
    auto const* from = cairo_image_surface_get_data(flat.get());
    auto* into = cairo_image_surface_get_data(left.get());
    if (from == nullptr || into == nullptr) return {};
    for (int y = 0; y != height; ++y) {
        for (int x = 0; x != width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, from + x * int{sizeof(pixel)}, sizeof(pixel));
            into[x] = static_cast<unsigned char>(0xffU - (pixel >> 8 & 0xffU));
        }
        from += cairo_image_surface_get_stride(flat.get());
        into += cairo_image_surface_get_stride(left.get());
    }
    cairo_surface_mark_dirty(left.get());
    return left;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
