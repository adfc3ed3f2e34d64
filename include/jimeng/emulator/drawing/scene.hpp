#ifndef JIMENG_EMULATOR_DRAWING_SCENE_HPP
#define JIMENG_EMULATOR_DRAWING_SCENE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/inset.hpp>
#include <jimeng/emulator/drawing/landscape.hpp>
#include <jimeng/emulator/drawing/lettering.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// All that is seen on a picture: a landscape, the prompt before it, then an input picture, and the mark before all.
class scene {
public:
    scene(double width, double height, std::uint64_t seed, std::string_view prompt,
          std::optional<drawn_mark> const& mark)
        : land_{width, height, seed},
          caption_{caption_of(prompt, width, height)},
          mark_{mark_of(mark, width, height)}
    {}

    void put_in(inset picture) { inset_ = std::move(picture); }

    void paint(cairo_t* to) const
    {
        if (!inset_.hides_all()) {
            land_.paint(to);
            caption_.paint(to);
        }
        inset_.paint(to);
        mark_.paint(to);
    }

private:
    landscape land_;
    lettering caption_;
    inset inset_;
    lettering mark_;
};

/// Some rows of a picture as pixels: 0x00RRGGBB, but the highest byte may hold anything.
class band {
public:
    band(int width, int rows) : width_{width}, pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(rows))
    {}

    /// Fills the first `rows` rows with those of the scene from row `y` on.
    void show(scene const& shown, int y, int rows)
    {
        for (int x = 0; x < width_; x += widest)
            show(shown, x, y, std::min(widest, width_ - x), rows);
    }

    [[nodiscard]] std::span<std::uint32_t const> row(int i) const
    {
        auto const width = static_cast<std::size_t>(width_);
        return {pixels_.data() + static_cast<std::size_t>(i) * width, width};
    }

private:
    static constexpr int widest = 16384; ///< Cairo's surfaces end at 32767

    void show(scene const& shown, int x, int y, int width, int rows)
    {
        auto* const first = reinterpret_cast<unsigned char*>(pixels_.data() + x);
        surface piece{cairo_image_surface_create_for_data(first, CAIRO_FORMAT_RGB24, width, rows,
                                                          width_ * int{sizeof(pixels_[0])})};
        context to{cairo_create(piece.get())};
        cairo_translate(to.get(), -x, -y);
        shown.paint(to.get());
        throw_if_failed(to.get());
        cairo_surface_finish(piece.get());
    }

    int width_;
    std::vector<std::uint32_t> pixels_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
