#ifndef JIMENG_CORE_MODELS_I2V_RECAMERA_V30_HPP
#define JIMENG_CORE_MODELS_I2V_RECAMERA_V30_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/one_of.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng video 3.0 from one picture, with a movement of the camera, in 720P.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 视频生成3.0 运镜 (85621/1785201). That 4.7 MB means 4,700,000 bytes before base64 is assumed.
struct i2v_recamera_v30 {
    static constexpr std::string_view req_key = "jimeng_i2v_recamera_v30", name = "video-3.0-recamera",
                                      title = "Jimeng video 3.0, 720P, with a camera movement",
                                      action_stem = "JimengI2VRecameraV30";
    using result = one_video;

    input_images<input_limits{
        .min = 1, .max = 1, .bytes = 4'700'000, .shortest_side = 320, .longest_side = 4096, .ratio = 3}>
        inputs{};
    text_value<text_limits{.advised = 400, .longest = 800, .required = true}> prompt;
    required_choice<"hitchcock_dolly_in", "hitchcock_dolly_out", "robo_arm", "dynamic_orbit", "central_orbit",
                    "crane_push", "quick_pull_back", "counterclockwise_swivel", "clockwise_swivel", "handheld",
                    "rapid_push_pull">
        template_id;
    required_choice<"weak", "medium", "strong"> camera_strength;
    basic_seed<> seed{};
    one_of<121, 241> frames{};

    static constexpr auto fields()
    {
        using self = i2v_recamera_v30;
        return listed(field<"image_urls", &self::inputs, "the picture, JPEG or PNG up to 4.7 MB and 4096x4096">{},
                      field<"prompt", &self::prompt, "what happens, at best 400 characters, at most 800">{},
                      field<"template_id", &self::template_id, "how the camera moves">{},
                      field<"camera_strength", &self::camera_strength, "how much it moves">{},
                      field<"seed", &self::seed, "where chance begins; -1 is any">{},
                      field<"frames", &self::frames, "121 for 5 seconds, 241 for 10">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(),
                .sides = video_sides_720p(nearest_video_ratio(inputs.begin()->sides())),
                .inputs = inputs.size(),
                .frames = frames.value_or(121)};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
