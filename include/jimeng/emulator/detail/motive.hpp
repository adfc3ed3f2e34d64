#ifndef JIMENG_EMULATOR_DETAIL_MOTIVE_HPP
#define JIMENG_EMULATOR_DETAIL_MOTIVE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/digest.hpp>
#include <jimeng/emulator/detail/order.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/prompt_reading.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

[[nodiscard]] inline std::size_t picture_count(order const& wanted, service_options const& options)
{
    auto const& outline = wanted.outline;
    if (wanted.model->result != result_kind::pictures) return 1;
    auto const limit = options.max_pictures > outline.inputs ? options.max_pictures - outline.inputs : 1;
    auto const most = std::max<std::size_t>(std::min<std::size_t>(limit, outline.most_results), 1);
    return std::clamp<std::size_t>(pictures_asked_for_in(wanted.text), 1, most);
}

/// The largest picture that can be drawn, in pixels. No page limits what a picture may be extended to.
inline constexpr std::int64_t most_drawn_pixels = 8192 * 8192;

/// Smaller sides of the same ratio where they could not be drawn.
[[nodiscard]] inline image_size drawable(image_size sides)
{
    auto const pixels = static_cast<double>(sides.width) * static_cast<double>(sides.height);
    if (pixels <= static_cast<double>(most_drawn_pixels)) return sides;
    auto const factor = std::sqrt(static_cast<double>(most_drawn_pixels) / pixels);
    auto const smaller = [&](std::int64_t side) {
        return std::max(static_cast<std::int64_t>(static_cast<double>(side) * factor), std::int64_t{1});
    };
    return {smaller(sides.width), smaller(sides.height)};
}

[[nodiscard]] inline motive motive_of(order const& wanted, service_options const& options, std::string_view body)
{
    motive shown;
    shown.response = wanted.response;
    shown.prompt = wanted.text;
    shown.count = picture_count(wanted, options);
    shown.digest = sha256_of(std::string{body});
    shown.kind = wanted.model->result;
    if (wanted.outline.frames != 0) shown.frames = static_cast<std::uint32_t>(wanted.outline.frames);
    shown.frames_a_second = static_cast<std::uint32_t>(wanted.outline.frames_a_second);
    shown.size = drawable(wanted.outline.sides);
    if (shown.size.height == 0)
        shown.size =
            size_within_area(wanted.outline.area == 0 ? 2048 * 2048 : wanted.outline.area,
                             ratio_named_in(wanted.text).value_or(named_ratio{}),
                             wanted.outline.least_ratio == 0.0 ? default_min_ratio : wanted.outline.least_ratio,
                             wanted.outline.most_ratio == 0.0 ? default_max_ratio : wanted.outline.most_ratio);
    return shown;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
