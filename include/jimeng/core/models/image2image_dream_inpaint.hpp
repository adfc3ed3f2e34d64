#ifndef JIMENG_CORE_MODELS_IMAGE2IMAGE_DREAM_INPAINT_HPP
#define JIMENG_CORE_MODELS_IMAGE2IMAGE_DREAM_INPAINT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/model_rules.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng interactive inpainting: draws anew what a mask covers.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 交互编辑inpainting 接口文档 (85621/1976207): the picture first, then the mask of the same size, 0 keeps and 255
/// redraws. The page wants a mask in shades of grey; a black and white one in RGBA was taken too.
struct image2image_dream_inpaint {
    static constexpr std::string_view req_key = "jimeng_image2image_dream_inpaint", name = "inpaint",
                                      title = "Jimeng inpainting";
    static constexpr std::string_view action_stem = "JimengImage2ImageDreamInpaint";
    using result = images<1>;

    input_images<input_limits{.min = 2, .max = 2, .bytes = 4'700'000, .longest_side = 4096}> inputs{};
    text_value<text_limits{.advised = 120, .longest = 800, .required = true}> prompt;
    basic_seed<"101"> seed{};

    static constexpr auto fields()
    {
        using self = image2image_dream_inpaint;
        return listed(
            field<"image_urls", &self::inputs, "the picture, then its mask of the same size: 255 is drawn anew">{},
            field<"prompt", &self::prompt, "what is to be where the mask is, at best 120 characters; 删除 erases">{},
            field<"seed", &self::seed, "where chance begins; -1 is any">{});
    }
    static constexpr auto rules() { return listed(equal_sides<"image_urls">{}); }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(),
                .sides = inputs.begin()->sides(),
                .area = 1024 * 1024,
                .inputs = inputs.size(),
                .kept = all_of_it,
                .masked = true};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
