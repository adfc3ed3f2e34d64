#ifndef JIMENG_CORE_MODELS_DREAMACTOR_M20_HPP
#define JIMENG_CORE_MODELS_DREAMACTOR_M20_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/url_value.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng DreamActor M2.0: a picture moves as a video does.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 动作模仿2.0 (85621/2201579): a picture from 480x480 to 1920x1080, up to 4.7 MB; a video in MP4, MOV or WebM of at
/// most 30 seconds, from 200x200 to 2048x1440. That 4.7 MB means 4,700,000 bytes before base64 is assumed.
struct dreamactor_m20 {
    static constexpr std::string_view req_key = "jimeng_dreamactor_m20_gen_video", name = "dream-actor-m2.0",
                                      title = "Jimeng DreamActor M2.0";
    using result = one_video;

    input_images<input_limits{
        .min = 1, .max = 1, .bytes = 4'700'000, .shortest_side = 480, .longest_side = 1920, .shorter_at_most = 1080}>
        inputs{};
    url_value<"video", true, "video"> video_url;
    flag cut_result_first_second_switch{}; ///< Unset: the service's true.
    url_value<"callback"> callback_url{};

    static constexpr auto fields()
    {
        using self = dreamactor_m20;
        return listed(
            field<"image_urls", &self::inputs, "who is to move, JPEG or PNG up to 4.7 MB, 480x480 to 1920x1080">{},
            field<"video_url", &self::video_url, "the movement, a video of at most 30 seconds">{},
            field<"cut_result_first_second_switch", &self::cut_result_first_second_switch,
                  "cut the first second off (service default true)">{},
            field<"callback_url", &self::callback_url, "whom the service tells when it is done">{});
    }
    constexpr request_outline outline() const
    {
        return {.sides = video_sides_720p(nearest_video_ratio(inputs.begin()->sides())),
                .inputs = inputs.size(),
                .frames = 125,
                .frames_a_second = 25};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
