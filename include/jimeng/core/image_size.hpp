#ifndef JIMENG_CORE_IMAGE_SIZE_HPP
#define JIMENG_CORE_IMAGE_SIZE_HPP

#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng {

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

/// The rule for width and height. Divisions instead of products, so that none overflows whatever the limits are.
[[nodiscard]] constexpr rule broken_rule_of_size(image_size size, size_limits limits) noexcept
{
    if (size.width <= 0 || size.height <= 0) return rule::sides_are_positive;
    if (limits.max_area / size.height < size.width) return rule::area_at_most_maximum;
    if (size.width * size.height < limits.min_area) return rule::area_at_least_minimum;
    auto const longer = size.width > size.height ? size.width : size.height;
    auto const shorter = size.width > size.height ? size.height : size.width;
    bool const within = limits.max_ratio > 0 && (longer - 1) / limits.max_ratio < shorter;
    return within ? rule::none : rule::sides_within_ratio_16;
}

/// The rule for an area without sides.
[[nodiscard]] constexpr rule broken_rule_of_area(std::int64_t area, size_limits limits) noexcept
{
    if (area < limits.min_area) return rule::area_at_least_minimum;
    return area > limits.max_area ? rule::area_at_most_maximum : rule::none;
}

/// The rules that the literals of a size have their own sentences for.
[[nodiscard]] constexpr bool is_rule_of_sizes(rule broken) noexcept
{
    return broken == rule::sides_are_positive || broken == rule::area_at_least_minimum ||
           broken == rule::area_at_most_maximum || broken == rule::sides_within_ratio_16;
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

/// The size of one request: nothing, an area, or width and height.
///
/// @par Source Image generation 4.0, parameters size, width, height: an area alone leaves the ratio to the prompt;
/// width and height count only together and then win.
template <size_limits Limits>
class size_within {
public:
    static constexpr size_limits limits = Limits;

    constexpr size_within() = default;

    template <std::int64_t Width, std::int64_t Height>
    consteval size_within(size_constant<Width, Height>) : size_{Width, Height}
    {
        constexpr rule broken = broken_rule_of_size({Width, Height}, Limits);
        static_assert(broken != rule::sides_are_positive, "jimeng: width and height are not positive");
        static_assert(broken != rule::area_at_least_minimum,
                      "jimeng: width*height is below the smallest area this model accepts");
        static_assert(broken != rule::area_at_most_maximum,
                      "jimeng: width*height is above the largest area this model accepts");
        static_assert(broken != rule::sides_within_ratio_16, "jimeng: width/height lies outside 1/16 to 16");
        static_assert(broken == rule::none || is_rule_of_sizes(broken), "jimeng: width and height break a rule");
    }

    template <std::int64_t Area>
    consteval size_within(area_constant<Area>) : area_{Area}
    {
        constexpr rule broken = broken_rule_of_area(Area, Limits);
        static_assert(broken != rule::area_at_least_minimum,
                      "jimeng: width*height is below the smallest area this model accepts");
        static_assert(broken != rule::area_at_most_maximum,
                      "jimeng: width*height is above the largest area this model accepts");
        static_assert(broken == rule::none || is_rule_of_sizes(broken), "jimeng: the area breaks a rule");
    }

    /// Width and height found at run time.
    static parsed<size_within> parse(image_size size)
    {
        auto const broken = broken_rule_of_size(size, Limits);
        if (broken == rule::none) return size_within{size, 0};
        return violation{broken, "size", std::to_string(size.width) + "x" + std::to_string(size.height),
                         limit_text(broken)};
    }

    /// An area found at run time, in pixels.
    static parsed<size_within> parse_area(std::int64_t area)
    {
        auto const broken = broken_rule_of_area(area, Limits);
        if (broken == rule::none) return size_within{{}, area};
        return violation{broken, "size", std::to_string(area), limit_text(broken)};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return area_ == 0 && !has_sides(); }
    [[nodiscard]] constexpr bool has_sides() const noexcept { return size_.width != 0; }
    [[nodiscard]] constexpr image_size sides() const noexcept { return size_; }
    /// The wire's `size`: an area in pixels; 0 where sides are set or nothing is.
    [[nodiscard]] constexpr std::int64_t area() const noexcept { return area_; }

private:
    constexpr size_within(image_size size, std::int64_t area) : size_{size}, area_{area} {}

    static std::string limit_text(rule broken)
    {
        if (broken == rule::area_at_least_minimum) return std::to_string(Limits.min_area) + " px";
        if (broken == rule::area_at_most_maximum) return std::to_string(Limits.max_area) + " px";
        return {};
    }

    image_size size_;
    std::int64_t area_ = 0;
};

} // namespace jimeng

#endif
