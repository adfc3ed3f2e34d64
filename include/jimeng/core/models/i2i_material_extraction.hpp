#ifndef JIMENG_CORE_MODELS_I2I_MATERIAL_EXTRACTION_HPP
#define JIMENG_CORE_MODELS_I2I_MATERIAL_EXTRACTION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/real_number.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The sentences that material extraction was trained on: `.image_edit_prompt = material_prompt::pattern`. Own words were
/// taken by the service too.
/// @par Source 素材提取 POD 按需定制 (85621/1925087).
namespace material_prompt {

inline constexpr char pattern[] = "提取产品的图案，生成一张平面图展示其图案，去除产品本身。";
inline constexpr char packaging[] = "提取产品的包装图案，生成一张平面图展示其图案，去除产品本身。";
inline constexpr char logo[] = "提取产品的logo，生成一张平面图展示其logo，去除产品本身。";
inline constexpr char texture[] = "提取产品的纹理，生成一张平面图平铺展示其纹理，去除产品本身。";

} // namespace material_prompt

/// Jimeng material extraction (POD): the pattern, packaging, logo or texture of a product as a flat picture.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 素材提取 POD 按需定制 (85621/1925087). It gives no range of `lora_weight`. That 4.7 MB and 4096x4096 hold here as
/// for its sisters is assumed.
struct i2i_material_extraction {
    static constexpr std::string_view req_key = "i2i_material_extraction", name = "material-extraction",
                                      title = "Jimeng material extraction";
    using result = images<1>;

    input_images<input_limits{.min = 1, .max = 1, .bytes = 4'700'000, .longest_side = 4096}> inputs{};
    text_value<text_limits{.required = true}> image_edit_prompt;
    any_real<"1"> lora_weight{};
    sides_within<1024, 4096, "2048"> size{};
    basic_seed<> seed{};

    static constexpr auto fields()
    {
        using self = i2i_material_extraction;
        return listed(
            field<"image_urls", &self::inputs, "the picture of the product, JPEG or PNG">{},
            field<"image_edit_prompt", &self::image_edit_prompt,
                  "what to extract, at best with a sentence that the model was trained on">{},
            field<"lora_weight", &self::lora_weight, "weight of the training; the page gives no range",
                  evidence::unverified>{},
            field<"size", &self::size, "width and height, each from 1024 to 4096 (service default 2048x2048)">{},
            field<"seed", &self::seed, "where chance begins; -1 is any">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = image_edit_prompt.view(),
                .sides = size.empty() ? image_size{2048, 2048} : size.sides(),
                .inputs = inputs.size()};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
