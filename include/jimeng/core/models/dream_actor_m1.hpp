#ifndef JIMENG_CORE_MODELS_DREAM_ACTOR_M1_HPP
#define JIMENG_CORE_MODELS_DREAM_ACTOR_M1_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/url_value.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng DreamActor M1: a picture moves as a video does.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 动作模仿 (85621/1798351), by clients: both addresses, a video of at most 30 seconds.
struct dream_actor_m1 {
    static constexpr std::string_view req_key = "jimeng_dream_actor_m1_gen_video_cv", name = "dream-actor-m1",
                                      title = "Jimeng DreamActor M1", action_stem = "JimengDreamActorM1GenVideoCV";
    using result = one_video;

    url_value<"image", true, "images"> image_url;
    url_value<"video", true, "video"> video_url;

    static constexpr auto fields()
    {
        using self = dream_actor_m1;
        return listed(field<"image_url", &self::image_url, "who is to move">{},
                      field<"video_url", &self::video_url, "the movement, a video of at most 30 seconds">{});
    }
    constexpr request_outline outline() const
    {
        return {.sides = video_sides_720p("16:9"), .inputs = 1, .frames = 121};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
