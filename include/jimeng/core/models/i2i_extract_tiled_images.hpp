#ifndef JIMENG_CORE_MODELS_I2I_EXTRACT_TILED_IMAGES_HPP
#define JIMENG_CORE_MODELS_I2I_EXTRACT_TILED_IMAGES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The sentences that product extraction was trained on: `.edit_prompt = product_prompt::shoes`. In the last one the noun may
/// be another, such as 耳坠; own words were taken by the service too.
/// @par Source 素材提取 商品提取 (85621/2129114).
namespace product_prompt {

inline constexpr char clothes[] = "提取出图片中的衣服、帽子、鞋子和包，生成一张平铺图，背景为纯白色。";
inline constexpr char shoes[] = "提取出图片中的一双鞋子，生成一张正45度图，背景为纯白色。";
inline constexpr char bag[] = "提取出图片中的完整的包包和包带，正视图，背景为纯白色。";
inline constexpr char sofa[] = "提取出图片中的完整的沙发，生成一张正视图，背景为纯白色。";
inline constexpr char daily_goods[] = "提取出图片中的日用品，生成一张正视图，背景为纯白色。";
inline constexpr char jewelry[] = "提取出图片中的饰品，生成一张正视图，背景为纯白色。";

} // namespace product_prompt

/// Jimeng product extraction: what somebody wears or a room holds, alone before white.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 素材提取 商品提取 (85621/2129114), by copies and a client that tried it: the page's example calls the field
/// `image_edit_prompt`, its table and the clients `edit_prompt`. That 4.7 MB and 4096x4096 hold here too is assumed.
struct i2i_extract_tiled_images {
    static constexpr std::string_view req_key = "jimeng_i2i_extract_tiled_images", name = "product-extraction",
                                      title = "Jimeng product extraction";
    static constexpr evidence known = evidence::unverified;
    using result = images<1>;

    input_images<input_limits{.min = 1, .max = 1, .bytes = 4'700'000, .longest_side = 4096}> inputs{};
    text_value<text_limits{.required = true}> edit_prompt;
    sides_within<1024, 4096, "2048"> size{};
    basic_seed<> seed{};

    static constexpr auto fields()
    {
        using self = i2i_extract_tiled_images;
        return listed(
            field<"image_urls", &self::inputs, "the picture to take it from, JPEG or PNG">{},
            field<"edit_prompt", &self::edit_prompt,
                  "what to extract, at best with a sentence that the model was trained on">{},
            field<"size", &self::size, "width and height, each from 1024 to 4096 (service default 2048x2048)">{},
            field<"seed", &self::seed, "where chance begins; -1 is any">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = edit_prompt.view(),
                .sides = size.empty() ? image_size{2048, 2048} : size.sides(),
                .inputs = inputs.size()};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
