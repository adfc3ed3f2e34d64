#include "pixels.hpp"

#include <jimeng/core/picture_header.hpp>

#include <cairo.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <string_view>

namespace command::terminal {

namespace {

constexpr std::size_t most_file_bytes = std::size_t{64} * 1024 * 1024;

cairo_status_t take(void* rest, unsigned char* to, unsigned int count)
{
    auto& bytes = *static_cast<std::string_view*>(rest);
    if (bytes.size() < count) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(bytes.data(), count, reinterpret_cast<char*>(to));
    bytes.remove_prefix(count);
    return CAIRO_STATUS_SUCCESS;
}

/// Cairo holds a pixel as a number of 32 bits.
void to_bytes([[maybe_unused]] std::vector<unsigned char>& bytes)
{
    if constexpr (std::endian::native == std::endian::big)
        for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
            std::swap(bytes[i], bytes[i + 3]);
            std::swap(bytes[i + 1], bytes[i + 2]);
        }
}

std::optional<pixels> read_png(std::string_view bytes, std::string& trouble)
{
    auto const drop = [](cairo_surface_t* one) { cairo_surface_destroy(one); };
    std::unique_ptr<cairo_surface_t, decltype(drop)> const read{
        cairo_image_surface_create_from_png_stream(&take, &bytes), drop};
    if (cairo_surface_status(read.get()) != CAIRO_STATUS_SUCCESS)
        return trouble = "is no PNG that can be read", std::nullopt;
    auto const width = cairo_image_surface_get_width(read.get()), height = cairo_image_surface_get_height(read.get());
    std::unique_ptr<cairo_surface_t, decltype(drop)> const plain{
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height), drop}; // a PNG may come as another one
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> const to{cairo_create(plain.get()), &cairo_destroy};
    cairo_set_source_surface(to.get(), read.get(), 0, 0);
    cairo_paint(to.get());
    cairo_surface_flush(plain.get());
    auto const* const data = cairo_image_surface_get_data(plain.get());
    if (cairo_status(to.get()) != CAIRO_STATUS_SUCCESS || data == nullptr)
        return trouble = "cannot be drawn: memory is short", std::nullopt;
    pixels made{width, height, cairo_image_surface_get_stride(plain.get()), {}};
    made.bytes.assign(data, data + static_cast<std::size_t>(made.row_bytes) * static_cast<std::size_t>(height));
    to_bytes(made.bytes);
    return made;
}

} // namespace

std::optional<pixels> read_pixels(files::media_file const& file, std::string& trouble)
{
    using jimeng::picture_format;
    auto const format = file.format();
    if (format == picture_format::mp4) return trouble = "is a video, which is not drawn; add --open", std::nullopt;
    if (format != picture_format::png && format != picture_format::jpeg)
        return trouble = "is no PNG or JPEG", std::nullopt;
    if (file.size() > most_file_bytes) return trouble = "has more than 64 MiB", std::nullopt;
    auto const bytes = file.read(0, most_file_bytes);
    jimeng::picture_header_reader reader;
    reader.write(bytes);
    auto const& header = reader.header();
    if (header.width == 0 || header.height == 0) return trouble = "does not tell its size", std::nullopt;
    if (std::size_t{header.width} * header.height > most_pixels || header.width > 32767 || header.height > 32767)
        return trouble = "has more than 33 million pixels", std::nullopt;
    return format == picture_format::png ? read_png(bytes, trouble) : read_jpeg(bytes, trouble);
}

} // namespace command::terminal
