#include "mask.hpp"

#include <jimeng/core/picture_header.hpp>

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

namespace command::serve {

namespace {

struct free_surface {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
using surface = std::unique_ptr<cairo_surface_t, free_surface>;

bool can_be_used(surface const& one) noexcept
{
    return cairo_surface_status(one.get()) == CAIRO_STATUS_SUCCESS;
}

cairo_status_t read_from(void* stream, unsigned char* to, unsigned size) noexcept
{
    auto& from = *static_cast<std::ifstream*>(stream);
    from.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(size));
    return from ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR;
}

cairo_status_t write_to(void* file, unsigned char const* bytes, unsigned size) noexcept
try {
    bool const kept = static_cast<scratch_file*>(file)->append({reinterpret_cast<char const*>(bytes), size});
    return kept ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
} catch (...) {
    return CAIRO_STATUS_NO_MEMORY;
}

/// A PNG no larger than what any model takes.
bool is_worth_reading(std::string const& path)
{
    constexpr std::uint32_t longest_side = 4096;
    std::array<char, 64> beginning{};
    std::ifstream file{path, std::ios::binary};
    file.read(beginning.data(), beginning.size());
    jimeng::picture_header_reader reader;
    reader.write({beginning.data(), static_cast<std::size_t>(file.gcount())});
    auto const& header = reader.header();
    return header.format == jimeng::picture_format::png && header.width <= longest_side &&
           header.height <= longest_side;
}

/// The other way round: what was transparent is white. Empty where nothing was.
surface turned(surface const& from)
{
    auto* const source = from.get();
    int const width = cairo_image_surface_get_width(source), height = cairo_image_surface_get_height(source);
    surface made{cairo_image_surface_create(CAIRO_FORMAT_A8, width, height)};
    if (!can_be_used(made)) return made;
    cairo_surface_flush(source);
    bool any = false;
    for (int y = 0; y != height; ++y) {
        auto const* const row = cairo_image_surface_get_data(source) + y * cairo_image_surface_get_stride(source);
        auto* const out = cairo_image_surface_get_data(made.get()) + y * cairo_image_surface_get_stride(made.get());
        for (int x = 0; x != width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, row + 4 * x, sizeof pixel);
            out[x] = static_cast<unsigned char>(255 - (pixel >> 24));
            any = any || out[x] != 0;
        }
    }
    cairo_surface_mark_dirty(made.get());
    if (!any) return {};
    return made;
}

} // namespace

std::string make_white(std::shared_ptr<scratch_file>& mask, scratch& in)
{
    if (!is_worth_reading(mask->path())) return {};
    std::ifstream file{mask->path(), std::ios::binary};
    surface const read{cairo_image_surface_create_from_png_stream(read_from, &file)};
    if (!can_be_used(read)) return "mask: is no PNG that can be read; save it anew";
    if (cairo_image_surface_get_format(read.get()) != CAIRO_FORMAT_ARGB32) return {};
    auto const white = turned(read);
    if (!white) return {};
    auto made = std::make_shared<scratch_file>(in);
    if (!can_be_used(white) ||
        cairo_surface_write_to_png_stream(white.get(), write_to, made.get()) != CAIRO_STATUS_SUCCESS)
        return "mask: cannot be turned into one that is white where it is transparent; send it smaller, or later";
    made->close();
    mask = std::move(made);
    return {};
}

} // namespace command::serve
