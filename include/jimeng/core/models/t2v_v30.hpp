#ifndef JIMENG_CORE_MODELS_T2V_V30_HPP
#define JIMENG_CORE_MODELS_T2V_V30_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/one_of.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng video 3.0 from a sentence: 5 or 10 seconds.
///
/// @tparam Names  The constants that tell the resolutions apart, `t2v_v30_names` for one.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 视频生成3.0 720P (85621/1792710 and its neighbours).
template <class Names>
struct text_to_video_v30 {
    static constexpr std::string_view req_key = Names::req_key, name = Names::name, title = Names::title,
                                      action_stem = Names::action_stem;
    using result = one_video;

    text_value<text_limits{.advised = 400, .longest = 800, .required = true}> prompt;
    basic_seed<> seed{};
    one_of<121, 241> frames{};
    choice<"16:9", "4:3", "1:1", "3:4", "9:16", "21:9"> aspect_ratio{};

    static constexpr auto fields()
    {
        using self = text_to_video_v30;
        return listed(field<"prompt", &self::prompt, "what happens, at best 400 characters, at most 800">{},
                      field<"seed", &self::seed, "where chance begins; -1 is any">{},
                      field<"frames", &self::frames, "121 for 5 seconds, 241 for 10">{},
                      field<"aspect_ratio", &self::aspect_ratio, "width:height">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(), .sides = Names::sides(aspect_ratio.word()), .frames = frames.value_or(121)};
    }
};

struct t2v_v30_names {
    static constexpr std::string_view req_key = "jimeng_t2v_v30", name = "video-3.0",
                                      title = "Jimeng video 3.0, 720P, from text", action_stem = "JimengT2VV30";
    static constexpr image_size sides(std::string_view ratio) noexcept { return video_sides_720p(ratio); }
};
using t2v_v30 = text_to_video_v30<t2v_v30_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
