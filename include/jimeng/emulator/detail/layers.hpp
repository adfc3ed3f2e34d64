#ifndef JIMENG_EMULATOR_DETAIL_LAYERS_HPP
#define JIMENG_EMULATOR_DETAIL_LAYERS_HPP

#include <jimeng/emulator/detail/colour.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace jimeng::emulator::detail {

/// A curve over the picture's columns, and how steep it is, so that a distance across it can be told from one below it.
class contour {
public:
    template <class Height>
    contour(int columns, Height&& height)
    {
        points_.reserve(static_cast<std::size_t>(columns));
        for (int x = 0; x < columns; ++x) {
            auto const rise = std::int64_t{height(x + stretch) - height(x - stretch)};
            constexpr auto run = std::int64_t{2 * stretch * px};
            points_.push_back({height(x), static_cast<int>(run * full / root(run * run + rise * rise))});
        }
    }

    [[nodiscard]] int height(int x) const { return points_[static_cast<std::size_t>(x)].height; }

    /// Gives the distance of a point below the curve, in 1/16 px; negative above it.
    [[nodiscard]] int depth(int x, int y) const
    {
        auto const& point = points_[static_cast<std::size_t>(x)];
        return static_cast<int>(std::int64_t{y - point.height} * point.across >> 12);
    }

private:
    // The slope is taken over a few pixels: between neighbours, the rounding of heights would show as streaks.
    static constexpr int stretch = 6; // px to either side
    struct column {
        int height; // 1/16 px from the top
        int across; // cosine of the slope
    };
    std::vector<column> points_;
};

/// Ridges in the haze under a low sun, sometimes mirrored in a lake.
class hills {
public:
    hills(int width, int height, palette const& colours, random_stream random)
        : colours_{colours},
          height_{height},
          reach_{std::min(height, width * 3 / 2) * px},
          shore_{random.between(0, 2) == 0 ? height : height * random.between(70, 78) / 100},
          sun_x_{width * random.between(20, 80) / 100 * px},
          sun_y_{shore_ * random.between(20, 40) / 100 * px},
          sun_radius_{reach_ * random.between(50, 85) / 1000},
          ripple_{random.next()},
          down_sky_{shore_ * px * 11 / 20},
          glow_{reach_ * 7 / 10},
          down_lake_{height - shore_}
    {
        int const count = std::clamp(4 + 2 * height / width, 6, 12);
        for (int i = 0; i < count; ++i)
            add_ridge(width, i, count, random.next());
    }

    [[nodiscard]] colour at(int x, int y) const
    {
        if (y < shore_) return above_shore(x, y * px);
        auto const depth = y - shore_;
        auto const swell = meander(ripple_, std::int64_t{depth} * 90 * full / (height_ + depth * 4)) *
                           (height_ / 8 + depth) / (full * 12);
        auto const mirrored = above_shore(x, std::clamp(shore_ * px - depth * 24 + swell * px, 0, shore_ * px));
        return mixed(mirrored, mixed(colours_.horizon, colours_.near_land, down_lake_(depth)), full / 4);
    }

private:
    struct ridge {
        contour edge;
        int top; // 1/16 px; where the haze begins
        ramp haze;
        colour crest;
        colour foot;
    };

    void add_ridge(int width, int i, int count, std::uint64_t seed)
    {
        auto const nearness = full * (i + 1) / count;
        auto const base = std::int64_t{shore_} * px * (400 + 560 * i / count) / 1000;
        auto const tall = std::int64_t{reach_} * (170 - 70 * i / count) / 1000;
        auto const swing = std::int64_t{reach_} * (30 + 25 * i / count) / 100;
        auto const height = [=](int x) {
            std::int64_t sum = 0;
            for (int octave = 0; octave < 6; ++octave)
                sum += meander(seed + static_cast<std::uint64_t>(octave),
                               (std::int64_t{x} * px * full << octave) / swing) *
                       100LL / roughness(octave, i, count);
            return static_cast<int>(base - sum * tall / full);
        };
        auto const crest = mixed(colours_.far_land, colours_.near_land, nearness);
        auto const foot = mixed(crest, colours_.horizon, full * 5 / 8 - nearness * 3 / 8);
        ridges_.push_back(
            {contour{width, height}, static_cast<int>(base - tall), ramp{static_cast<int>(tall * 5 / 2)}, crest, foot});
    }

    // Far mountains keep their fine teeth; near hills are worn smooth.
    [[nodiscard]] static constexpr std::int64_t roughness(int octave, int i, int count)
    {
        std::int64_t divisor = 100;
        for (; octave > 0; --octave)
            divisor = divisor * (210 + 160 * i / count) / 100;
        return divisor;
    }

    [[nodiscard]] colour above_shore(int x, int y) const
    {
        auto k = ridges_.size();
        while (k > 0 && coverage(ridges_[k - 1].edge.depth(x, y)) < full)
            --k;
        colour result = k == 0 ? sky(x * px, y) : tone(ridges_[k - 1], y);
        for (; k < ridges_.size(); ++k)
            if (int const t = coverage(ridges_[k].edge.depth(x, y)); t > 0)
                result = mixed(result, tone(ridges_[k], y), t);
        return result;
    }

    [[nodiscard]] static colour tone(ridge const& r, int y) { return mixed(r.crest, r.foot, r.haze(y - r.top)); }

    [[nodiscard]] colour sky(int x, int y) const
    {
        auto const gradient = mixed(colours_.sky, colours_.horizon, down_sky_(y));
        auto const dx = std::int64_t{x - sun_x_};
        auto const dy = std::int64_t{y - sun_y_};
        auto const distance = root(dx * dx + dy * dy);
        auto const glow = full - glow_(distance);
        auto const lit = mixed(gradient, colours_.sun, static_cast<int>(std::int64_t{glow} * glow * 5 >> 15));
        return mixed(lit, colours_.sun, coverage(sun_radius_ - distance));
    }

    palette colours_;
    int height_;
    int reach_; // 1/16 px; what "large" means in this picture, whatever its shape
    int shore_; // px; the height when there is no lake
    int sun_x_;
    int sun_y_;
    int sun_radius_;
    std::uint64_t ripple_;
    ramp down_sky_;
    ramp glow_;
    ramp down_lake_;
    std::vector<ridge> ridges_;
};

/// Silk ribbons that flow along the longer side: a crisp edge on one side, fading out on the other.
class ribbons {
public:
    ribbons(int width, int height, palette const& colours, random_stream random)
        : colours_{colours},
          upright_{height > width},
          along_{std::max(width, height)},
          across_{std::min(width, height)},
          down_{across_ * 2},
          onward_{along_}
    {
        int const count = random.between(7, 9);
        for (int i = 0; i < count; ++i)
            add_band(i, count, random);
    }

    [[nodiscard]] colour at(int x, int y) const
    {
        if (upright_) std::swap(x, y);
        auto const part = onward_(x);
        auto result = mixed(colours_.sky, colours_.horizon, eased(down_(y + (part * across_ >> 12))));
        for (auto const& silk : bands_) {
            int const depth = silk.edge.depth(x, y * px);
            if (depth <= -px || depth >= silk.width) continue;
            auto const rest = full - silk.fade(depth);
            auto const body = mixed(silk.start, silk.end, part);
            auto const lit = mixed(body, colours_.sun, static_cast<int>(std::int64_t{rest} * rest >> 12) * rest >> 13);
            result = mixed(result, lit, (coverage(depth) * rest >> 12) * 7 / 8);
        }
        return result;
    }

private:
    struct band {
        contour edge;
        int width; // 1/16 px
        ramp fade;
        colour start;
        colour end;
    };

    void add_band(int i, int count, random_stream& random)
    {
        auto const middle = across_ * px * (8 + 84 * i / count) / 100;
        auto const tall = across_ * px * random.between(7, 16) / 100;
        auto const length = std::int64_t{across_} * random.between(90, 190) / 100 + 1;
        auto const phase = random.between(0, 65535);
        auto const height = [=](int x) {
            auto const turn = std::int64_t{x} * 65536 / length + phase;
            return static_cast<int>(middle +
                                    std::int64_t{tall} * (sine(turn) + sine(turn * 45 / 100 + phase) * 3 / 4) / full);
        };
        auto const shade = full * i / count;
        auto const start = mixed(colours_.accent, colours_.near_land, shade);
        auto const end = mixed(colours_.far_land, colours_.near_land, shade * 3 / 4);
        auto const width = across_ * px * random.between(22, 42) / 100;
        bands_.push_back({contour{along_, height}, width, ramp{width}, start, end});
    }

    palette colours_;
    bool upright_;
    int along_;
    int across_;
    ramp down_;
    ramp onward_;
    std::vector<band> bands_;
};

} // namespace jimeng::emulator::detail

#endif
