#ifndef JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V31_HPP
#define JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V31_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/models/text_to_image_v30.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

struct text_to_image_v31_names {
    static constexpr std::string_view req_key = "jimeng_t2i_v31", name = "3.1", title = "Jimeng text to image 3.1",
                                      action_stem = "JimengT2IV31";
    static constexpr evidence known = evidence::documented;
};
/// Jimeng text to image 3.1. @par Source 文生图3.1 (85621/1756900).
using text_to_image_v31 = text_to_image_v3<text_to_image_v31_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
