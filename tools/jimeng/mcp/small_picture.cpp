#include "small_picture.hpp"

#include <jimeng/core/picture_header.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>

namespace command::mcp {

namespace {

constexpr std::uint32_t longest_side = 1024;
constexpr std::uint64_t most_pixels =
    40'000'000; ///< Which take four bytes each, and all others wait while they are scaled.
constexpr std::size_t most_file_bytes = std::size_t{64} << 20;

struct release {
    void operator()(cairo_surface_t* one) const noexcept { cairo_surface_destroy(one); }
    void operator()(cairo_t* one) const noexcept { cairo_destroy(one); }
};
using surface = std::unique_ptr<cairo_surface_t, release>;
using context = std::unique_ptr<cairo_t, release>;

cairo_status_t append(void* to, unsigned char const* bytes, unsigned int size)
{
    try {
        static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(bytes), size);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) { // it may not pass through a library of C
        return CAIRO_STATUS_NO_MEMORY;
    }
}

/// A smaller copy as PNG; empty where something fails.
std::string scaled_png(cairo_surface_t* from, int width, int height)
{
    surface const to{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)};
    context const draw{cairo_create(to.get())};
    cairo_scale(draw.get(), static_cast<double>(width) / cairo_image_surface_get_width(from),
                static_cast<double>(height) / cairo_image_surface_get_height(from));
    cairo_set_source_surface(draw.get(), from, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(draw.get()), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(draw.get()), CAIRO_EXTEND_PAD);
    cairo_paint(draw.get());
    std::string bytes;
    bool const done = cairo_status(draw.get()) == CAIRO_STATUS_SUCCESS &&
                      cairo_surface_write_to_png_stream(to.get(), append, &bytes) == CAIRO_STATUS_SUCCESS;
    return done ? bytes : std::string{};
}

std::optional<small_picture> scale_down(std::string const& path, jimeng::picture_header const& header,
                                        std::size_t most_bytes)
{
    surface const whole{cairo_image_surface_create_from_png(path.c_str())};
    if (cairo_surface_status(whole.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
    auto const longest = static_cast<double>(std::max(header.width, header.height));
    double part = std::min(1.0, longest_side / longest);
    for (int tries = 0; tries != 6; ++tries) {
        auto const width = std::max(1, static_cast<int>(std::lround(header.width * part)));
        auto const height = std::max(1, static_cast<int>(std::lround(header.height * part)));
        auto bytes = scaled_png(whole.get(), width, height);
        if (bytes.empty()) return std::nullopt;
        if (bytes.size() <= most_bytes)
            return small_picture{std::move(bytes), "image/png", static_cast<std::uint32_t>(width),
                                 static_cast<std::uint32_t>(height), true};
        part *= 0.9 * std::sqrt(static_cast<double>(most_bytes) / static_cast<double>(bytes.size()));
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> read_file(std::string const& path, std::size_t most_bytes)
{
    std::error_code ec;
    if (!std::filesystem::is_regular_file(path, ec)) return std::nullopt;
    auto const size = std::filesystem::file_size(path, ec);
    if (ec || size > most_bytes) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::ifstream file{path, std::ios::binary};
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
    return bytes;
}

std::optional<small_picture> make_small(std::string const& path, std::size_t most_bytes)
{
    auto bytes = read_file(path, most_file_bytes);
    if (!bytes) return std::nullopt;
    auto const header = jimeng::read_picture_header(*bytes);
    bool const picture = header.format != jimeng::picture_format::unknown &&
                         jimeng::kind_of(header.format) == jimeng::media_kind::picture;
    if (!picture || header.width == 0 || header.height == 0) return std::nullopt;
    bool const small = bytes->size() <= most_bytes && std::max(header.width, header.height) <= longest_side;
    bool const scalable = header.format == jimeng::picture_format::png;
    if (std::uint64_t{header.width} * header.height > most_pixels) return std::nullopt;
    if (!small && scalable)
        if (auto made = scale_down(path, header, most_bytes)) return made;
    if (bytes->size() > most_bytes) return std::nullopt;
    return small_picture{*std::move(bytes), "image/" + std::string{to_string(header.format)}, header.width,
                         header.height, false};
}

} // namespace command::mcp
