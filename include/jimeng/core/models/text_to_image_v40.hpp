#ifndef JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V40_HPP
#define JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V40_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/picture_set.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/ratio_rules.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/scale.hpp>
#include <jimeng/core/size_within.hpp>
#include <jimeng/core/values/input_images.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng image generation 4.0: pictures from a prompt, and from input images if there are any.
///
/// The number of pictures follows from the prompt ("a set of 4") unless `force_single`; each one is billed, up to 15
/// less the number of input images.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 图片生成4.0 接口文档 (85621/1817045), parameter table.
struct text_to_image_v40 {
    static constexpr std::string_view req_key = "jimeng_t2i_v40";
    static constexpr std::string_view name = "4.0";
    static constexpr std::string_view title = "Jimeng image generation 4.0";
    static constexpr std::string_view action_stem = "JimengT2IV40"; ///< See `model_route`.
    using result = images<15>;                                      ///< Less the number of input images.

    jimeng::prompt prompt;
    input_images<input_limits{.max = 10, .longest_side = 4096, .ratio = 3, .files_documented = false}> image_urls{};
    size_within<size_limits{1024 * 1024, 4096 * 4096, 16}, recommended::list_v40> size = preset::two_k;
    scale_fraction scale{};   ///< Unset: the service's 0.5.
    flag force_single{};      ///< Exactly one picture.
    aspect_ratio min_ratio{}; ///< Unset: 1/3, or what `size` needs.
    aspect_ratio max_ratio{}; ///< Unset: 3, or what `size` needs.

    static constexpr auto fields()
    {
        using self = text_to_image_v40;
        return listed(
            field<"prompt", &self::prompt, "what the picture shows, at most 800 characters">{},
            field<"image_urls", &self::image_urls, "input images, at most 10 addresses, at best 6">{},
            field<"size", &self::size, "an area, or width and height">{},
            field<"scale", &self::scale, "weight of the text from 0 to 1, two decimals (service default 0.5)">{},
            field<"force_single", &self::force_single, "exactly one picture">{},
            field<"min_ratio", &self::min_ratio, "smallest width/height, from 1/16 to 16 (service default 1/3)">{},
            field<"max_ratio", &self::max_ratio, "largest width/height, from 1/16 to 16 (service default 3)">{});
    }

    static constexpr auto rules() { return listed(sides_within_ratios<"size", "min_ratio", "max_ratio">{}); }
    constexpr request_outline outline() const { return outline_of_picture_set(*this); }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
