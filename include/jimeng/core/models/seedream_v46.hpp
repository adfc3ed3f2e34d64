#ifndef JIMENG_CORE_MODELS_SEEDREAM_V46_HPP
#define JIMENG_CORE_MODELS_SEEDREAM_V46_HPP

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

/// Jimeng image generation 4.6: the fields of 4.0, with up to 14 input images and `scale` as a whole number.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 图片生成4.6 接口文档 (85621/2275082). It prints max_ratio as (1/16, 16]; it recommends 4693x3520 and 6197x2656
/// where 4.0 has 4694x3520 and 6198x2656.
struct seedream_v46 {
    static constexpr std::string_view req_key = "jimeng_seedream46_cvtob";
    static constexpr std::string_view name = "4.6";
    static constexpr std::string_view title = "Jimeng image generation 4.6";
    using result = images<15>; ///< Less the number of input images.

    jimeng::prompt prompt;
    input_images<input_limits{.max = 14, .longest_side = 4096}> image_urls{};
    size_within<size_limits{1024 * 1024, 4096 * 4096, 16}, recommended::list_v46> size = preset::two_k;
    scale_percent scale{};    ///< Unset: the service's 50.
    flag force_single{};      ///< Exactly one picture.
    aspect_ratio min_ratio{}; ///< Unset: 1/3, or what `size` needs.
    aspect_ratio max_ratio{}; ///< Unset: 3, or what `size` needs.

    static constexpr auto fields()
    {
        using self = seedream_v46;
        return listed(
            field<"prompt", &self::prompt, "what the picture shows, at most 800 characters">{},
            field<"image_urls", &self::image_urls,
                  "input images, at most 14, addresses or files, up to 15 MB and 4096x4096">{},
            field<"size", &self::size, "an area, or width and height">{},
            field<"scale", &self::scale, "weight of the text, a whole number from 1 to 100 (service default 50)">{},
            field<"force_single", &self::force_single, "exactly one picture">{},
            field<"min_ratio", &self::min_ratio, "smallest width/height, from 1/16 to 16 (service default 1/3)">{},
            field<"max_ratio", &self::max_ratio, "largest width/height, from 1/16 to 16 (service default 3)">{});
    }

    static constexpr auto rules() { return listed(sides_within_ratios<"size", "min_ratio", "max_ratio">{}); }
    constexpr request_outline outline() const { return outline_of_picture_set(*this); }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
