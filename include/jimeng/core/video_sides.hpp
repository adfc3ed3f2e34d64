#ifndef JIMENG_CORE_VIDEO_SIDES_HPP
#define JIMENG_CORE_VIDEO_SIDES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

struct video_ratio {
    std::string_view word;
    std::int64_t width;
    std::int64_t height;
    image_size sides_1080p;
};

/// @par Source 视频生成3.0 Pro (85621/1777001). That the other models in 1080P have the same sides is assumed.
inline constexpr video_ratio video_ratios[]{{"16:9", 16, 9, {1920, 1088}}, {"21:9", 21, 9, {2176, 928}},
                                            {"4:3", 4, 3, {1664, 1248}},   {"1:1", 1, 1, {1440, 1440}},
                                            {"3:4", 3, 4, {1248, 1664}},   {"9:16", 9, 16, {1088, 1920}}};

} // namespace detail

/// The sides of a video in 1080P; those of 16:9 for a ratio that the service does not have.
[[nodiscard]] constexpr image_size video_sides_1080p(std::string_view ratio) noexcept
{
    for (auto const& one : detail::video_ratios)
        if (one.word == ratio) return one.sides_1080p;
    return detail::video_ratios[0].sides_1080p;
}

/// The sides of a video in 720P. Nobody has published them: the shorter side has 720 pixels here.
[[nodiscard]] constexpr image_size video_sides_720p(std::string_view ratio) noexcept
{
    for (auto const& one : detail::video_ratios)
        if (one.word == ratio)
            return one.width < one.height ? image_size{720, 720 * one.height / one.width}
                                          : image_size{720 * one.width / one.height, 720};
    return {1280, 720};
}

/// The ratio that the service takes for a first picture: the nearest one. 16:9 where its sides are not known.
[[nodiscard]] constexpr std::string_view nearest_video_ratio(image_size sides) noexcept
{
    std::string_view nearest = "16:9";
    double least = 0.0;
    if (sides.width <= 0 || sides.height <= 0) return nearest;
    for (auto const& one : detail::video_ratios) {
        auto const factor =
            static_cast<double>(one.width * sides.height) / static_cast<double>(one.height * sides.width);
        auto const off = factor < 1.0 ? 1.0 / factor : factor;
        if (least == 0.0 || off < least) {
            least = off;
            nearest = one.word;
        }
    }
    return nearest;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
