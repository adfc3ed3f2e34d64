#ifndef JIMENG_CORE_MODELS_T2V_V30_1080P_HPP
#define JIMENG_CORE_MODELS_T2V_V30_1080P_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/models/t2v_v30.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

struct t2v_v30_1080p_names {
    static constexpr std::string_view req_key = "jimeng_t2v_v30_1080p", name = "video-3.0-1080p",
                                      title = "Jimeng video 3.0, 1080P, from text", action_stem = "JimengT2VV301080P";
    static constexpr image_size sides(std::string_view ratio) noexcept { return video_sides_1080p(ratio); }
};
/// Jimeng video 3.0 in 1080P from a sentence. @par Source 视频生成3.0 1080P (85621/1792711 and its neighbours).
using t2v_v30_1080p = text_to_video_v30<t2v_v30_1080p_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
