#ifndef JIMENG_CORE_MODELS_I2V_FIRST_V30_1080_HPP
#define JIMENG_CORE_MODELS_I2V_FIRST_V30_1080_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/models/i2v_first_v30.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The key ends in `_1080`; that of video from text alone in `_1080p`.
struct i2v_first_v30_1080_names {
    static constexpr std::string_view req_key = "jimeng_i2v_first_v30_1080", name = "video-3.0-first-1080p",
                                      title = "Jimeng video 3.0, 1080P, from its first picture",
                                      action_stem = "JimengI2VFirstV301080";
    static constexpr image_size sides(std::string_view ratio) noexcept { return video_sides_1080p(ratio); }
};
/// Jimeng video 3.0 in 1080P from its first picture and a sentence.
using i2v_first_v30_1080 = image_to_video_first_v30<i2v_first_v30_1080_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
