#ifndef JIMENG_CORE_RATIO_RULES_HPP
#define JIMENG_CORE_RATIO_RULES_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The bounds that the service needs for sides outside [1/3, 3] and that the caller left out. They are rounded outwards
/// to four decimals, so that no reading of the number excludes the sides themselves; sides that no model has get the
/// outermost bound.
struct needed_bounds {
    double min_ratio = 0.0; ///< 0: not needed.
    double max_ratio = 0.0;
};

constexpr double floored_ratio(std::int64_t width, std::int64_t height) noexcept
{
    return static_cast<double>(width * 10000 / height) / 10000.0;
}
constexpr double ceiled_ratio(std::int64_t width, std::int64_t height) noexcept
{
    return static_cast<double>((width * 10000 + height - 1) / height) / 10000.0;
}

constexpr needed_bounds bounds_for(image_size sides) noexcept
{
    needed_bounds needed;
    if (sides.width <= 0 || sides.height <= 0) return needed;
    constexpr std::int64_t largest = std::int64_t{1} << 49; // ten thousand times as much is still a number
    auto const outermost = [](std::int64_t longer, std::int64_t shorter) {
        return longer > largest || longer / 16 >= shorter;
    };
    if ((sides.width - 1) / 3 >= sides.height)
        needed.max_ratio = outermost(sides.width, sides.height) ? 16.0 : ceiled_ratio(sides.width, sides.height);
    if ((sides.height - 1) / 3 >= sides.width)
        needed.min_ratio = outermost(sides.height, sides.width) ? 0.0625 : floored_ratio(sides.width, sides.height);
    return needed;
}

/// @param sides  Left out of the message where they are 0.
[[nodiscard]] JIMENG_DECL violation explain_ratios(rule const& broken, std::string_view field, image_size sides,
                                                   double least, double most);

} // namespace detail

/// Width and height lie within the request's own smallest and largest ratio. A bound that was left out is no bound for the
/// sides: the one that they need is sent with them.
template <fixed_string Size, fixed_string Least, fixed_string Most>
struct sides_within_ratios {
    static constexpr std::string_view field = Size.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        return judge_bounds(member_named<Size>(request).sides(), member_named<Least>(request),
                            member_named<Most>(request), face);
    }
    template <class Request>
    static violation explain(Request const& request)
    {
        auto const broken = judge(request, at_run_time{});
        bool const crossed = broken == rules::min_ratio_at_most_max_ratio;
        return detail::explain_ratios(broken, crossed ? Least.view() : Size.view(),
                                      crossed ? image_size{} : member_named<Size>(request).sides(),
                                      member_named<Least>(request).value_or(default_min_ratio),
                                      member_named<Most>(request).value_or(default_max_ratio));
    }
    template <class Request>
    static void complete(Request const& request, field_sink& to)
    {
        auto const needed = detail::bounds_for(member_named<Size>(request).sides());
        if (needed.min_ratio != 0.0 && member_named<Least>(request).empty()) to.real(Least.view(), needed.min_ratio);
        if (needed.max_ratio != 0.0 && member_named<Most>(request).empty()) to.real(Most.view(), needed.max_ratio);
    }
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/ratio_rules.ipp>
#endif

#endif
