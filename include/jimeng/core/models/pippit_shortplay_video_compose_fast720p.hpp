#ifndef JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_COMPOSE_FAST720P_HPP
#define JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_COMPOSE_FAST720P_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Pippit (小云雀) short play, last stage: puts the shots of an episode together. It is not billed.
///
/// @tparam Names  The constants that tell the qualities apart, `pippit_shortplay_video_compose_fast720p_names` for one.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 小云雀短剧 (85621/2407085 and its neighbours).
template <class Names>
struct pippit_shortplay_video_compose {
    static constexpr std::string_view req_key = Names::req_key, name = Names::name, title = Names::title;
    using result = response_data;
    static constexpr std::string_view sample_response =
        R"({"assets_id":"{assets_id}","thread_id":"{thread_id}","status":"Success","final_video_url":"{video link}",)"
        R"("final_video_cover_url":"{picture link}","storyboard_asset_id":"1300000000001","run_id":"run_1"})";
    using id = text_value<text_limits{.required = true, .is_subject = false}>;

    id assets_id;
    id thread_id;
    id episode_id;

    static constexpr auto fields()
    {
        using self = pippit_shortplay_video_compose;
        return listed(field<"assets_id", &self::assets_id, "as the stage before told it">{},
                      field<"thread_id", &self::thread_id, "as the stage before told it">{},
                      field<"episode_id", &self::episode_id, "which episode">{});
    }
    constexpr request_outline outline() const { return {.sides = video_sides_720p("16:9"), .frames = 121}; }
};

struct pippit_shortplay_video_compose_fast720p_names {
    static constexpr std::string_view req_key = "pippit_shortplay_cvtob_video_compose_fast720p",
                                      name = "shortplay-video-compose-fast720p",
                                      title = "Pippit short play: video compose, fast 720P";
};
using pippit_shortplay_video_compose_fast720p =
    pippit_shortplay_video_compose<pippit_shortplay_video_compose_fast720p_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
