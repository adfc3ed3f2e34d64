#ifndef JIMENG_EMULATOR_IMPL_PICTURE_IPP
#define JIMENG_EMULATOR_IMPL_PICTURE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/picture.hpp>

#include <jimeng/emulator/drawing/png_file.hpp>
#include <jimeng/emulator/drawing/scene.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

inline void check(picture_request const& request)
{
    constexpr std::uint32_t longest = 65536;
    constexpr std::uint64_t largest = std::uint64_t{64} << 20;
    if (request.width == 0 || request.height == 0 || request.width > longest || request.height > longest ||
        std::uint64_t{request.width} * request.height > largest)
        throw std::invalid_argument(
            "jimeng: a picture of " + std::to_string(request.width) + "x" + std::to_string(request.height) +
            " px cannot be drawn; each side must be 1 to 65536 px and the area at most 67108864 px^2");
    for (auto const& [keyword, text] : request.texts)
        if (keyword.empty() || keyword.size() > 79 || keyword.find('\0') != std::string::npos)
            throw std::invalid_argument("jimeng: a text keyword has " + std::to_string(keyword.size()) +
                                        " bytes; PNG wants 1 to 79, none of them zero");
}

} // namespace detail

/// Bands have the same rows however the drawing is cut into pieces, and so do the pixels: at an edge of a band, Cairo
/// may round another way.
struct painting::canvas {
    explicit canvas(picture_request const& request)
        : width{static_cast<int>(request.width)},
          height{static_cast<int>(request.height)},
          shown{static_cast<double>(width), static_cast<double>(height), request.seed, request.prompt, request.mark},
          rows{std::clamp(65536 / width, 1, height)},
          piece{width, rows},
          file{request.width, request.height},
          coming{request.inputs, static_cast<double>(width), static_cast<double>(height)}
    {
        file.add_text("Software", "jimeng emulator");
        file.add_text("Description", request.prompt);
        for (auto const& [keyword, text] : request.texts)
            file.add_text(keyword, text);
    }

    void draw_row()
    {
        if (y % rows == 0) piece.show(shown, y, std::min(rows, height - y));
        file.add_row(piece.row(y % rows));
        ++y;
    }

    void draw_rows(std::uint64_t pixels)
    {
        if (coming.is_awaited()) return;
        coming.take([this](drawing::inset picture) { shown.put_in(std::move(picture)); });
        auto const wanted = pixels / static_cast<std::uint64_t>(width);
        auto const left = static_cast<std::uint64_t>(height - y);
        for (auto const last = y + static_cast<int>(std::clamp<std::uint64_t>(wanted, 1, left)); y != last;)
            draw_row();
    }

    int width, height;
    int y = 0; ///< the next row
    drawing::scene shown;
    int rows; ///< of a band
    drawing::band piece;
    drawing::png_file file;
    drawing::coming_inset coming;
};

JIMENG_DECL painting::painting(picture_request const& request)
    : canvas_{(detail::check(request), std::make_unique<canvas>(request))}
{}
JIMENG_DECL painting::painting(painting&&) noexcept = default;
JIMENG_DECL painting& painting::operator=(painting&&) noexcept = default;
JIMENG_DECL painting::~painting() = default;

JIMENG_DECL bool painting::draw(std::uint64_t pixels)
{
    if (canvas_->y != canvas_->height) canvas_->draw_rows(pixels);
    return canvas_->y == canvas_->height;
}

JIMENG_DECL std::string painting::take()
{
    return canvas_->file.finish();
}

JIMENG_DECL std::string draw_png(picture_request const& request)
{
    painting whole{request};
    while (!whole.draw(std::uint64_t{request.width} * request.height)) {}
    return whole.take();
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
