#ifndef JIMENG_EMULATOR_DETAIL_ROUNDS_HPP
#define JIMENG_EMULATOR_DETAIL_ROUNDS_HPP

#include <jimeng/emulator/detail/colour.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jimeng::emulator::detail {

/// Overlapping discs in offset rows, as waves are drawn on old porcelain and cloth.
class scales {
public:
    scales(int width, int height, palette const& colours, random_stream random)
        : colours_{colours},
          radius_{std::max(std::min(width, height) / random.between(5, 10), 4) * px},
          slope_{width + height},
          tint_{random.next()}
    {
        for (int d = 0; d <= radius_ + px; ++d)
            rings_.push_back(ring_at(d));
        for (int x = 0; x < width; ++x)
            for (int odd : {0, 1})
                columns_.push_back(nearest(x * px - odd * radius_));
    }

    [[nodiscard]] colour at(int x, int y) const
    {
        auto const lowest = (y * px + radius_ + px) / (radius_ / 2);
        return seen(x, y * px, lowest);
    }

private:
    struct ring {
        int shade; // 0 pale to `full` deep
        int line;  // how much of the pale line between two rings
    };
    struct column {
        int index;
        int offset; // 1/16 px from the middle of the disc
    };

    [[nodiscard]] ring ring_at(int d) const
    {
        auto const width = radius_ / 4;
        auto const off = std::min(d % width, width - d % width);
        auto const deep = weight(d % width, width);
        return {full / 6 + deep / 2, d < width / 2 ? 0 : coverage(width / 9 - off)};
    }

    [[nodiscard]] column nearest(int x) const
    {
        auto const index = (x + radius_ * 3) / (radius_ * 2) - 1;
        return {index, x - index * radius_ * 2};
    }

    // The disc of the lowest row that reaches a point lies in front.
    [[nodiscard]] colour seen(int x, int y, int row) const
    {
        auto const& place = columns_[static_cast<std::size_t>(x * 2 + (row & 1))];
        auto const dy = std::int64_t{y - row * (radius_ / 2)};
        auto const square = std::int64_t{place.offset} * place.offset + dy * dy;
        auto const outer = std::int64_t{radius_} + px / 2;
        if (square >= outer * outer) return seen(x, y, row - 1);
        auto const distance = root(square);
        auto const front = face(place.index * 2 + (row & 1), row, distance);
        auto const cover = coverage(radius_ - distance);
        return cover == full ? front : mixed(seen(x, y, row - 1), front, cover);
    }

    [[nodiscard]] colour face(int place, int row, int distance) const
    {
        auto const slope = slope_((place * 2 + row) * (radius_ / 2) / px);
        auto const chance = static_cast<int>(scrambled(tint_ + static_cast<std::uint64_t>(row * 65536 + place)) >> 52);
        auto const deep =
            mixed(colours_.near_land, mixed(colours_.sky, colours_.accent, chance > 3600 ? full : chance / 6), slope);
        auto const& [shade, line] = rings_[static_cast<std::size_t>(distance)];
        return mixed(mixed(colours_.horizon, deep, full / 2 + shade / 2 + chance / 10), colours_.horizon, line);
    }

    palette colours_;
    int radius_; // 1/16 px
    ramp slope_;
    std::uint64_t tint_;
    std::vector<ring> rings_;     // by distance from the middle
    std::vector<column> columns_; // by x and by whether the row is odd
};

/// A dahlia: rings of petals, the inner ones in front.
class dahlia {
public:
    dahlia(int width, int height, palette const& colours, random_stream random)
        : colours_{colours},
          middle_x_{width * px * random.between(44, 56) / 100},
          middle_y_{height * px * random.between(44, 56) / 100},
          radius_{std::min(width, height) * px * random.between(44, 62) / 100},
          outward_{radius_ * 5 / 2}
    {
        auto const petals = random.between(9, 15);
        auto const twist = random.between(0, 65535);
        for (int k = 0; k < rings; ++k)
            add_ring(k, petals, twist + k * 32768 / petals);
    }

    [[nodiscard]] colour at(int x, int y) const
    {
        auto const dx = x * px - middle_x_;
        auto const dy = y * px - middle_y_;
        auto const distance = root(std::int64_t{dx} * dx + std::int64_t{dy} * dy);
        return seen(rings - 1, angle_of(dx, dy), distance);
    }

private:
    static constexpr int rings = 9;
    static constexpr int steps = 4096; // of a turn
    struct tip {
        int radius; // 1/16 px
        int across; // cosine of the edge's slope
        int vein;   // 0 between two petals, `full` along the middle of one
    };

    void add_ring(int k, int petals, int twist)
    {
        auto const size = std::int64_t{radius_} * (rings - k) * (rings + 4 - k / 2) / (rings * (rings + 4));
        auto const radius = [=](int step) {
            auto const wave = sine(std::int64_t{step} * 8 * petals + twist * petals / 2);
            auto const lobe = wave < 0 ? -wave : wave;
            return static_cast<int>(size * (full * 3 / 4 + root(std::int64_t{lobe} * full) / 4) / full);
        };
        for (int step = 0; step <= steps; ++step) {
            auto const r = radius(step);
            auto const slope = std::int64_t{radius(step + 1) - r} * 652 / std::max(r, 1); // 4096 / (2 pi)
            auto const wave = sine(std::int64_t{step} * 8 * petals + twist * petals / 2);
            tips_.push_back({r, full * 256 / root(65536 + slope * slope * 65536), wave < 0 ? -wave : wave});
        }
    }

    // Petals of ring k lie in front of those of ring k - 1; behind ring 0 there is only the ground.
    [[nodiscard]] colour seen(int k, int angle, int distance) const
    {
        if (k < 0) return ground(distance);
        auto const& low = tips_[static_cast<std::size_t>(k * (steps + 1) + (angle >> 4))];
        auto const& high = (&low)[1];
        auto const radius = low.radius + ((high.radius - low.radius) * (angle & 15) >> 4);
        auto const cover = coverage(static_cast<int>(std::int64_t{radius - distance} * low.across >> 12));
        if (cover == 0) return seen(k - 1, angle, distance);
        auto const vein = low.vein + ((high.vein - low.vein) * (angle & 15) >> 4);
        auto const front = petal(k, vein, weight(distance, std::max(radius, 1)));
        return cover == full ? front : mixed(seen(k - 1, angle, distance), front, cover);
    }

    [[nodiscard]] colour petal(int k, int vein, int outward) const
    {
        auto const heart = mixed(colours_.accent, colours_.sun, full * k / rings);
        auto const body = mixed(mixed(heart, colours_.near_land, full * (rings - k) / (rings * 3)), colours_.near_land,
                                (full - vein) / 4);
        auto const depth = full - eased(outward);
        return mixed(mixed(body, colours_.near_land, depth * 3 / 4), colours_.sun,
                     (outward * vein >> 12) * outward >> 14);
    }

    [[nodiscard]] colour ground(int distance) const
    {
        return mixed(colours_.horizon, colours_.sky, eased(outward_(distance)));
    }

    palette colours_;
    int middle_x_; // 1/16 px
    int middle_y_;
    int radius_;
    ramp outward_;
    std::vector<tip> tips_; // ring by ring, one more than `steps` each
};

} // namespace jimeng::emulator::detail

#endif
