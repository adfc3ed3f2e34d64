#ifndef JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_COMPOSE_PRO720P_HPP
#define JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_VIDEO_COMPOSE_PRO720P_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/models/pippit_shortplay_video_compose_fast720p.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

struct pippit_shortplay_video_compose_pro720p_names {
    static constexpr std::string_view req_key = "pippit_shortplay_cvtob_video_compose_pro720p",
                                      name = "shortplay-video-compose-pro720p",
                                      title = "Pippit short play: video compose, pro 720P";
};
/// Last stage of a Pippit short play, in the better quality.
using pippit_shortplay_video_compose_pro720p =
    pippit_shortplay_video_compose<pippit_shortplay_video_compose_pro720p_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
