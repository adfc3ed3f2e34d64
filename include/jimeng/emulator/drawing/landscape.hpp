#ifndef JIMENG_EMULATOR_DRAWING_LANDSCAPE_HPP
#define JIMENG_EMULATOR_DRAWING_LANDSCAPE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/handles.hpp>
#include <jimeng/emulator/drawing/palette.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Numbers that follow from a seed, the same with every standard library (SplitMix64).
class random_stream {
public:
    explicit random_stream(std::uint64_t seed) : state_{seed} {}

    [[nodiscard]] double between(double low, double high) { return low + (high - low) * next(); }

private:
    [[nodiscard]] double next()
    {
        auto z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
        z = (z ^ z >> 27) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ z >> 31) >> 11) * 0x1p-53;
    }

    std::uint64_t state_;
};

/// Hills under a sun, misty towards the horizon; the seed decides colours and shapes. Lengths are in px.
class landscape {
public:
    landscape(double width, double height, std::uint64_t seed) : width_{width}, height_{height}
    {
        random_stream random{seed};
        tints_ = palettes[static_cast<std::size_t>(random.between(0, palettes.size()))];
        sun_ = {random.between(0.15, 0.85) * width, random.between(0.15, 0.5) * height};
        radius_ = random.between(0.05, 0.11) * std::min(width, height);
        auto const ridges = static_cast<int>(random.between(4, 7));
        for (int k = 0; k != ridges; ++k)
            ridges_.push_back(ridge(static_cast<double>(k) / (ridges - 1), random));
    }

    void paint(cairo_t* to) const
    {
        paint_sky(to);
        paint_sun(to);
        for (std::size_t k = 0; k != ridges_.size(); ++k)
            paint_ridge(to, ridges_[k], static_cast<double>(k) / static_cast<double>(ridges_.size() - 1));
    }

private:
    struct point {
        double x, y;
    };

    /// Hilltops and valleys in turn, from left to right. @param near  0 for the farthest ridge, 1 for the nearest
    [[nodiscard]] std::vector<point> ridge(double near, random_stream& random) const
    {
        std::vector<point> turns;
        auto const level = (0.5 + 0.4 * near) * height_;
        auto const step = random.between(0.16, 0.3) * width_;
        auto up = random.between(-1, 1) > 0 ? 1.0 : -1.0;
        for (double x = -random.between(0.5, 1) * step; turns.empty() || turns.back().x < width_; up = -up) {
            turns.push_back({x, level - up * random.between(0.02, 0.12) * height_});
            x += random.between(0.7, 1.3) * step;
        }
        return turns;
    }

    static void add_stop(cairo_pattern_t* pattern, double at, colour c, double alpha = 1)
    {
        cairo_pattern_add_color_stop_rgba(pattern, at, c.red, c.green, c.blue, alpha);
    }

    /// Below Cairo, colours are looked up at coordinates up to 32767 only, and a picture may be twice as long.
    [[nodiscard]] static colours from_quarter_size(cairo_pattern_t* gradient)
    {
        cairo_matrix_t quarter;
        cairo_matrix_init_scale(&quarter, 0.25, 0.25);
        cairo_pattern_set_matrix(gradient, &quarter);
        return colours{gradient};
    }

    [[nodiscard]] static colours downwards(double top, double bottom, colour first, colour last)
    {
        auto fade = from_quarter_size(cairo_pattern_create_linear(0, top / 4, 0, bottom / 4));
        add_stop(fade.get(), 0, first);
        add_stop(fade.get(), 1, last);
        return fade;
    }

    void paint_sky(cairo_t* to) const
    {
        cairo_set_source(to, downwards(0, 0.65 * height_, tints_.sky, tints_.horizon).get());
        cairo_paint(to);
    }

    void paint_sun(cairo_t* to) const
    {
        auto const x = sun_.x / 4, y = sun_.y / 4;
        auto light = from_quarter_size(cairo_pattern_create_radial(x, y, radius_ / 4, x, y, radius_));
        add_stop(light.get(), 0, tints_.sun, 0.4);
        add_stop(light.get(), 1, tints_.sun, 0);
        disc(to, 4 * radius_, light.get());
        colours face{cairo_pattern_create_rgb(tints_.sun.red, tints_.sun.green, tints_.sun.blue)};
        disc(to, radius_, face.get());
    }

    void disc(cairo_t* to, double radius, cairo_pattern_t* with) const
    {
        cairo_arc(to, sun_.x, sun_.y, radius, 0, 6.2831853);
        cairo_set_source(to, with);
        cairo_fill(to);
    }

    void paint_ridge(cairo_t* to, std::vector<point> const& turns, double near) const
    {
        cairo_move_to(to, turns.front().x, height_);
        cairo_line_to(to, turns.front().x, turns.front().y);
        for (std::size_t i = 1; i != turns.size(); ++i) {
            auto const middle = (turns[i - 1].x + turns[i].x) / 2;
            cairo_curve_to(to, middle, turns[i - 1].y, middle, turns[i].y, turns[i].x, turns[i].y);
        }
        cairo_line_to(to, turns.back().x, height_);
        auto const land = mixed(tints_.far_land, tints_.near_land, near);
        auto const top = (0.4 + 0.4 * near) * height_;
        auto const mist = mixed(land, tints_.horizon, 0.55 * (1 - near));
        cairo_set_source(to, downwards(top, top + 0.35 * height_, land, mist).get());
        cairo_fill(to);
    }

    double width_, height_;
    palette tints_{};
    point sun_{};
    double radius_ = 0;
    std::vector<std::vector<point>> ridges_; ///< the farthest first
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
