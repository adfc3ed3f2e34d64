#ifndef JIMENG_CORE_IMAGE_SIZE_HPP
#define JIMENG_CORE_IMAGE_SIZE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>

#include <cstdint>

namespace jimeng::inline JIMENG_ABI {

/// Width and height in pixels.
struct image_size {
    std::int64_t width = 0;
    std::int64_t height = 0;

    friend constexpr bool operator==(image_size const&, image_size const&) = default;
};

/// What a model accepts: areas in pixels, and the largest ratio of the longer to the shorter side. No side has a
/// limit of its own: documented sizes have sides up to 6198.
struct size_limits {
    std::int64_t min_area;
    std::int64_t max_area;
    std::int64_t max_ratio;
};

namespace rules {

inline constexpr rule_words<"width*height is below the smallest area this model accepts",
                            "choose larger sides or 1K, 2K, 4K">
    area_at_least_minimum{};
inline constexpr rule_words<"width*height is above the largest area this model accepts",
                            "choose smaller sides or 1K, 2K, 4K">
    area_at_most_maximum{};
inline constexpr rule_words<"width and height are not positive", "give both in pixels, for instance 2560x1440">
    sides_are_positive{};
inline constexpr rule_words<"width/height lies outside 1/16 to 16", "choose sides closer to each other">
    sides_within_ratio_16{};
inline constexpr rule_words<"size is neither 1K, 2K, 4K nor WIDTHxHEIGHT", "write for instance 2K or 2560x1440">
    size_is_known{};
inline constexpr rule_words<"width and height are given only together", "give both, or a size">
    width_and_height_together{};

} // namespace rules

/// The rule for width and height. Divisions instead of products, so that none overflows whatever the limits are.
template <class Face>
constexpr rule judge_size(image_size size, size_limits limits, Face face) noexcept
{
    if (size.width <= 0 || size.height <= 0) return face(rules::sides_are_positive);
    if (limits.max_area / size.height < size.width) return face(rules::area_at_most_maximum);
    if (size.width * size.height < limits.min_area) return face(rules::area_at_least_minimum);
    auto const longer = size.width > size.height ? size.width : size.height;
    auto const shorter = size.width > size.height ? size.height : size.width;
    bool const within = limits.max_ratio > 0 && (longer - 1) / limits.max_ratio < shorter;
    return within ? rules::none : face(rules::sides_within_ratio_16);
}
[[nodiscard]] constexpr rule broken_rule_of_size(image_size size, size_limits limits) noexcept
{
    return judge_size(size, limits, at_run_time{});
}

/// The rule for an area without sides.
template <class Face>
constexpr rule judge_area(std::int64_t area, size_limits limits, Face face) noexcept
{
    if (area < limits.min_area) return face(rules::area_at_least_minimum);
    return area > limits.max_area ? face(rules::area_at_most_maximum) : rules::none;
}
[[nodiscard]] constexpr rule broken_rule_of_area(std::int64_t area, size_limits limits) noexcept
{
    return judge_area(area, limits, at_run_time{});
}

/// Width and height that the compiler knows: `size<2560, 1440>`.
template <std::int64_t Width, std::int64_t Height>
struct size_constant {
    static constexpr image_size value{Width, Height};
};

template <std::int64_t Width, std::int64_t Height>
inline constexpr size_constant<Width, Height> size{};

/// An area that the compiler knows; the service picks the ratio inside it.
template <std::int64_t Area>
struct area_constant {
    static constexpr std::int64_t value = Area;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
