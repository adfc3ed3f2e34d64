#ifndef JIMENG_CORE_MODELS_TI2V_V30_PRO_HPP
#define JIMENG_CORE_MODELS_TI2V_V30_PRO_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/model_rules.hpp>
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

/// Jimeng video 3.0 Pro: 5 or 10 seconds in 1080P from a sentence, a first picture, or both.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 视频生成3.0 Pro 接口文档 (85621/1777001). That 4.7 MB means 4,700,000 bytes before base64 is assumed. On the
/// model's own actions a prompt is required in any case.
struct ti2v_v30_pro {
    static constexpr std::string_view req_key = "jimeng_ti2v_v30_pro", name = "video-3.0-pro",
                                      title = "Jimeng video 3.0 Pro";
    static constexpr std::string_view action_stem = "JimengTI2VV30PRO";
    using result = one_video;

    text_value<text_limits{.advised = 400, .longest = 800}> prompt{};
    input_images<input_limits{.max = 1, .bytes = 4'700'000, .shortest_side = 320, .longest_side = 4096, .ratio = 3}>
        inputs{};
    basic_seed<> seed{};
    one_of<121, 241> frames{};
    choice<"16:9", "4:3", "1:1", "3:4", "9:16", "21:9"> aspect_ratio{};

    static constexpr auto fields()
    {
        using self = ti2v_v30_pro;
        return listed(field<"prompt", &self::prompt, "what happens, at best 400 characters, at most 800">{},
                      field<"image_urls", &self::inputs, "the first picture, JPEG or PNG up to 4.7 MB and 4096x4096">{},
                      field<"seed", &self::seed, "where chance begins; -1 is any">{},
                      field<"frames", &self::frames, "121 for 5 seconds, 241 for 10">{},
                      field<"aspect_ratio", &self::aspect_ratio, "width:height, only without a first picture">{});
    }
    static constexpr auto rules()
    {
        return listed(at_least_one_of<"prompt", "image_urls">{}, only_without<"aspect_ratio", "image_urls">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(),
                .sides = video_sides_1080p(inputs.empty() ? aspect_ratio.word()
                                                          : nearest_video_ratio(inputs.begin()->sides())),
                .inputs = inputs.size(),
                .frames = frames.value_or(121)};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
