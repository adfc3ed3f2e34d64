#ifndef JIMENG_EMULATOR_DETAIL_FIXED_POINT_HPP
#define JIMENG_EMULATOR_DETAIL_FIXED_POINT_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

// Pictures must not depend on a compiler's idea of floating point, so all drawing is done with integers:
// lengths in 1/16 px, weights from 0 to `full`, angles as 65536 per turn, colour channels as 8.8 bits.
namespace jimeng::emulator::detail {

inline constexpr int full = 4096;
inline constexpr int px = 16;

/// Gives the largest integer whose square is not above `value`.
/// Exact on every IEEE machine for values below 2^52, because the correctly rounded root cannot reach the next integer.
[[nodiscard]] inline int root(std::int64_t value)
{
    return static_cast<int>(std::sqrt(static_cast<double>(value)));
}

[[nodiscard]] constexpr int weight(std::int64_t part, std::int64_t whole)
{
    return static_cast<int>(std::clamp<std::int64_t>(part * full / whole, 0, full));
}

/// The weights of one whole, for many parts: a multiplication in place of each division.
class ramp {
public:
    constexpr explicit ramp(int whole)
        : whole_{std::max(whole, 1)},
          factor_{((std::int64_t{full} << 24) + whole_ - 1) / whole_}
    {}

    [[nodiscard]] constexpr int operator()(int part) const
    {
        return static_cast<int>(std::clamp(part, 0, whole_) * factor_ >> 24);
    }

private:
    int whole_;
    std::int64_t factor_;
};

/// Gives how much of a pixel lies inside an edge that is `inside` (1/16 px) away from its centre.
[[nodiscard]] constexpr int coverage(int inside)
{
    return std::clamp(inside + px / 2, 0, px) * (full / px);
}

/// Eases a weight at both ends: 3t^2 - 2t^3.
[[nodiscard]] constexpr int eased(int t)
{
    auto const wide = static_cast<std::int64_t>(t);
    return static_cast<int>(wide * wide * (3 * full - 2 * wide) / (std::int64_t{full} * full));
}

/// Gives the sine of an angle, -4096 to 4096.
[[nodiscard]] constexpr int sine(std::int64_t angle)
{
    auto const turn = static_cast<int>(angle & 0xffff);
    auto const half = turn & 0x7fff;
    auto const x = std::int64_t{half <= 0x4000 ? half : 0x8000 - half}; // 0..16384 over a quarter
    auto const square = x * x >> 14;
    auto const y =
        x * (25735 - (square * (10583 - (square * 1305 >> 14)) >> 14)) >> 16; // odd polynomial of degree five
    auto const bounded = static_cast<int>(std::min<std::int64_t>(y, full));
    return turn < 0x8000 ? bounded : -bounded;
}

/// Gives the angle of a direction, 0 to 65535, within a quarter of a degree.
[[nodiscard]] constexpr int angle_of(int x, int y)
{
    auto const wide = x < 0 ? -x : x;
    auto const high = y < 0 ? -y : y;
    auto const longer = std::max({wide, high, 1});
    auto const z = (std::int64_t{std::min(wide, high)} << 12) / longer;
    auto const octant = static_cast<int>(z * (8192 + ((4096 - z) * (2552 + (z * 692 >> 12)) >> 12)) >> 12);
    auto const quarter = high > wide ? 16384 - octant : octant;
    auto const upper = x < 0 ? 32768 - quarter : quarter;
    return (y < 0 ? 65536 - upper : upper) & 0xffff;
}

[[nodiscard]] constexpr std::uint64_t scrambled(std::uint64_t value)
{
    value = (value ^ (value >> 31)) * 0x9fb21c651e98df25U;
    value = (value ^ (value >> 28)) * 0xd6e8feb86659fd93U;
    return value ^ (value >> 32);
}

/// A stream of numbers that depends on its seed alone.
class random_stream {
public:
    constexpr explicit random_stream(std::uint64_t seed) : state_{scrambled(seed + 0x6a696d656e67U)} {}

    [[nodiscard]] constexpr std::uint64_t next() { return scrambled(state_ += 0x9e3779b97f4a7c15U); }

    /// Gives a number from `low` to `high`, both included.
    [[nodiscard]] constexpr int between(int low, int high)
    {
        return low + static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(high - low + 1));
    }

private:
    std::uint64_t state_;
};

/// A smooth random curve, -4096 to 4096; one swing is about `full` long.
[[nodiscard]] constexpr int meander(std::uint64_t seed, std::int64_t at)
{
    auto const post = [seed](std::int64_t i) {
        return static_cast<int>(scrambled(seed ^ static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15U) >> 51) - full;
    };
    auto const i = at >> 12;
    auto const t = eased(static_cast<int>(at & (full - 1)));
    return post(i) + ((post(i + 1) - post(i)) * t >> 12);
}

} // namespace jimeng::emulator::detail

#endif
