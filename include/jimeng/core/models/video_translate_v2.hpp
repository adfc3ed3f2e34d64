#ifndef JIMENG_CORE_MODELS_VIDEO_TRANSLATE_V2_HPP
#define JIMENG_CORE_MODELS_VIDEO_TRANSLATE_V2_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/url_value.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng video translation 2.0: who speaks in a video speaks another language.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 视频翻译2.0 (85621/2189006), by clients. The languages are named by two letters, such as zh and en; the list of
/// 29 is not known, so none is checked.
struct video_translate_v2 {
    static constexpr std::string_view req_key = "video_translate_v2_cvtob", name = "video-translate-2.0",
                                      title = "Jimeng video translation 2.0";
    static constexpr evidence known = evidence::unverified;
    using result = one_video;
    using language = text_value<text_limits{.longest = 32, .required = true, .is_subject = false}>;

    url_value<"video", true, "video"> video_url;
    language src_language;
    language target_language;

    static constexpr auto fields()
    {
        using self = video_translate_v2;
        return listed(field<"video_url", &self::video_url, "the video, 5 to 180 seconds, with one speaker">{},
                      field<"src_language", &self::src_language, "what is spoken in it, such as zh">{},
                      field<"target_language", &self::target_language, "what is to be spoken, such as en">{});
    }
    constexpr request_outline outline() const
    {
        return {.sides = video_sides_720p("16:9"), .inputs = 1, .frames = 125, .frames_a_second = 25};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
