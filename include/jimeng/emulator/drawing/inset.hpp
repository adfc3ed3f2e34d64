#ifndef JIMENG_EMULATOR_DRAWING_INSET_HPP
#define JIMENG_EMULATOR_DRAWING_INSET_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/handles.hpp>
#include <jimeng/emulator/drawing/input_file.hpp>
#include <jimeng/emulator/shown_inputs.hpp>

#include <chrono>
#include <cmath>
#include <exception>
#include <future>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// An input picture where it stands in a result, without what its mask covers.
class inset {
public:
    inset() = default;
    /// Gets and unpacks the files, which takes its time.
    inset(shown_inputs const& from, double width, double height) : picture_{read_input(from.picture())}
    {
        left_ = std::round(from.where.left * width);
        top_ = std::round(from.where.top * height);
        width_ = std::round(from.where.right * width) - left_;
        height_ = std::round(from.where.bottom * height) - top_;
        hides_all_ = picture_ && !from.mask && from.where == all_of_it &&
                     cairo_surface_get_content(picture_.get()) == CAIRO_CONTENT_COLOR;
        if (!picture_ || !from.mask) return;
        if (auto const mask = read_input(from.mask())) mask_ = left_by(mask);
    }

    /// Whether nothing behind it can be seen.
    [[nodiscard]] bool hides_all() const noexcept { return hides_all_; }

    void paint(cairo_t* to) const
    {
        if (!picture_) return;
        cairo_save(to);
        cairo_rectangle(to, left_, top_, width_, height_);
        cairo_clip(to);
        cairo_set_source(to, scaled(picture_).get());
        if (mask_)
            cairo_mask(to, scaled(mask_).get());
        else
            cairo_paint(to);
        cairo_restore(to);
    }

private:
    [[nodiscard]] colours scaled(surface const& pixels) const
    {
        auto const columns = cairo_image_surface_get_width(pixels.get()),
                   rows = cairo_image_surface_get_height(pixels.get());
        colours filled{cairo_pattern_create_for_surface(pixels.get())};
        cairo_matrix_t matrix;
        cairo_matrix_init_scale(&matrix, columns / width_, rows / height_);
        cairo_matrix_translate(&matrix, -left_, -top_);
        cairo_pattern_set_matrix(filled.get(), &matrix);
        cairo_pattern_set_filter(filled.get(), CAIRO_FILTER_NEAREST); // equal pixels and rows cost the file nothing
        cairo_pattern_set_extend(filled.get(), CAIRO_EXTEND_PAD);
        return filled;
    }

    surface picture_;
    surface mask_;
    double left_ = 0, top_ = 0, width_ = 0, height_ = 0;
    bool hides_all_ = false;
};

/// An inset that is made on a thread of its own, so that nobody waits for somebody's files.
class coming_inset {
public:
    coming_inset(shown_inputs const& from, double width, double height)
    {
        if (from.empty()) return;
        try {
            coming_ = std::async(std::launch::async, [=] { return made(from, width, height); });
        } catch (std::system_error const&) { // no thread is to be had: it is drawn without
        }
    }

    /// Whether it is still to be waited for. Waits for a moment itself, so that asking again and again costs little.
    [[nodiscard]] bool is_awaited() const
    {
        return coming_.valid() && coming_.wait_for(std::chrono::milliseconds{1}) != std::future_status::ready;
    }

    /// Hands it over once, when it has come.
    template <class Taker>
    void take(Taker taker)
    {
        if (coming_.valid()) taker(coming_.get());
    }

private:
    /// Nothing that is wrong with an input picture keeps a result from being drawn.
    static inset made(shown_inputs const& from, double width, double height)
    try {
        return inset{from, width, height};
    } catch (std::exception const&) {
        return {};
    }

    std::future<inset> coming_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
