#ifndef JIMENG_CORE_MODELS_I2V_FIRST_TAIL_V30_HPP
#define JIMENG_CORE_MODELS_I2V_FIRST_TAIL_V30_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/model_rules.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/one_of.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng video 3.0 from its first and last picture and a sentence: 5 or 10 seconds.
///
/// @tparam Names  The constants that tell the resolutions apart, `i2v_first_tail_v30_names` for one.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 视频生成3.0 首尾帧 (85621/1791184, 1080P 85621/1802721): the first picture, then the last, of the same ratio. That
/// 4.7 MB means 4,700,000 bytes before base64 is assumed.
template <class Names>
struct image_to_video_first_tail_v30 {
    static constexpr std::string_view req_key = Names::req_key, name = Names::name, title = Names::title,
                                      action_stem = Names::action_stem;
    using result = one_video;

    input_images<input_limits{
        .min = 2, .max = 2, .bytes = 4'700'000, .shortest_side = 320, .longest_side = 4096, .ratio = 3}>
        inputs{};
    text_value<text_limits{.advised = 400, .longest = 800, .required = true}> prompt;
    basic_seed<> seed{};
    one_of<121, 241> frames{};

    static constexpr auto fields()
    {
        using self = image_to_video_first_tail_v30;
        return listed(field<"image_urls", &self::inputs, "the first picture, then the last, of the same ratio">{},
                      field<"prompt", &self::prompt, "what happens, at best 400 characters, at most 800">{},
                      field<"seed", &self::seed, "where chance begins; -1 is any">{},
                      field<"frames", &self::frames, "121 for 5 seconds, 241 for 10">{});
    }
    static constexpr auto rules() { return listed(equal_ratio<"image_urls">{}); }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(),
                .sides = Names::sides(nearest_video_ratio(inputs.begin()->sides())),
                .inputs = inputs.size(),
                .frames = frames.value_or(121)};
    }
};

struct i2v_first_tail_v30_names {
    static constexpr std::string_view req_key = "jimeng_i2v_first_tail_v30", name = "video-3.0-first-tail",
                                      title = "Jimeng video 3.0, 720P, from its first and last picture",
                                      action_stem = "JimengI2VFirstTailV30";
    static constexpr image_size sides(std::string_view ratio) noexcept { return video_sides_720p(ratio); }
};
using i2v_first_tail_v30 = image_to_video_first_tail_v30<i2v_first_tail_v30_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
