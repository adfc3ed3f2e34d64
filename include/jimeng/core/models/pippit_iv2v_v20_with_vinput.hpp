#ifndef JIMENG_CORE_MODELS_PIPPIT_IV2V_V20_WITH_VINPUT_HPP
#define JIMENG_CORE_MODELS_PIPPIT_IV2V_V20_WITH_VINPUT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/model_rules.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/address_list.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Pippit (小云雀) video agent 2.0: a film from an order, with videos to follow.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 小云雀 (85621/2359610), by two clients. Pictures up to 20 MB and 4096x4096, videos up to 3 minutes and 200 MB.
struct pippit_iv2v_v20_with_vinput {
    static constexpr std::string_view req_key = "pippit_iv2v_v20_cvtob_with_vinput", name = "pippit-video-2.0-vinput",
                                      title = "Pippit video agent 2.0 with videos";
    static constexpr evidence known = evidence::unverified;
    using result = one_video;
    static constexpr std::string_view sample_response = R"({"Duration":5.042,"InputVideoDurationSum":0})";

    text_value<text_limits{.longest = 2000}> prompt{};
    address_list<50, "image"> img_url_list{};
    address_list<10, "video"> video_url_list{};
    choice_without_default<"16:9", "9:16", "4:3", "3:4"> ratio{};
    choice_without_default<"～15s", "～30s", "40～60s"> duration{};
    text_value<text_limits{.longest = 64, .is_subject = false}> language{};
    flag enable_watermark{}; ///< Unset: the service's true.

    static constexpr auto fields()
    {
        using self = pippit_iv2v_v20_with_vinput;
        return listed(field<"prompt", &self::prompt, "what the film is to show, at most 2000 characters">{},
                      field<"img_url_list", &self::img_url_list, "pictures to use, at most 50">{},
                      field<"video_url_list", &self::video_url_list, "videos to follow, at most 10">{},
                      field<"ratio", &self::ratio, "width:height">{},
                      field<"duration", &self::duration, "about how long, with the page's wide tilde">{},
                      field<"language", &self::language, "what is spoken, such as English (service default Chinese)">{},
                      field<"enable_watermark", &self::enable_watermark, "draw a mark (service default true)">{});
    }
    static constexpr auto rules()
    {
        return listed(at_least_one_of<"prompt", "img_url_list">{},
                      at_most_together<50, "img_url_list", "video_url_list">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(),
                .sides = video_sides_720p(ratio.word()),
                .inputs = img_url_list.size() + video_url_list.size(),
                .frames = 121};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
