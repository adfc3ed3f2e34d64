#ifndef JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_GENERATE_FAST720P_HPP
#define JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_GENERATE_FAST720P_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Pippit (小云雀) short play, third stage: films the shots of an episode with Seedance 2.0.
///
/// @tparam Names  The constants that tell the qualities apart, `pippit_shortplay_video_generate_fast720p_names` for one.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 小云雀短剧 (85621/2389853 and its neighbours).
template <class Names>
struct pippit_shortplay_video_generate {
    static constexpr std::string_view req_key = Names::req_key, name = Names::name, title = Names::title;
    using result = response_data;
    static constexpr std::string_view sample_response =
        R"({"assets_id":"{assets_id}","thread_id":"{thread_id}","status":"Success","storyboard_detail":[)"
        R"({"EpisodeID":"{episode_id}","ScriptStatus":3,"ShotStatusMap":{"S1":{"Status":3}},"Shots":[)"
        R"({"ShotID":"S1","Status":3,"VideoURL":"{video link}","Duration":5042,"Width":1280,"Height":720,)"
        R"("Format":"MP4","Size":60000,"ModelName":"seedance_2.0"}]}],"charge_count":5})";
    using id = text_value<text_limits{.required = true, .is_subject = false}>;

    id assets_id;
    id thread_id;
    id episode_id;
    text_value<text_limits{.longest = 31, .is_subject = false}> run_id{}; ///< The same one again is no second order.

    static constexpr auto fields()
    {
        using self = pippit_shortplay_video_generate;
        return listed(
            field<"assets_id", &self::assets_id, "as the stage before told it">{},
            field<"thread_id", &self::thread_id, "as the stage before told it">{},
            field<"episode_id", &self::episode_id, "which episode">{},
            field<"run_id", &self::run_id, "own name of this order, under 32 characters: it is taken once">{});
    }
    constexpr request_outline outline() const { return {.sides = video_sides_720p("16:9"), .frames = 121}; }
};

struct pippit_shortplay_video_generate_fast720p_names {
    static constexpr std::string_view req_key = "pippit_shortplay_cvtob_video_generate_fast720p",
                                      name = "shortplay-video-generate-fast720p",
                                      title = "Pippit short play: video generate, fast 720P";
};
using pippit_shortplay_video_generate_fast720p =
    pippit_shortplay_video_generate<pippit_shortplay_video_generate_fast720p_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
