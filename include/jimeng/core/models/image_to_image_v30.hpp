#ifndef JIMENG_CORE_MODELS_IMAGE_TO_IMAGE_V30_HPP
#define JIMENG_CORE_MODELS_IMAGE_TO_IMAGE_V30_HPP

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

/// Jimeng image to image 3.0: one picture from one picture and a sentence.
///
/// The result's sides are the nearest multiples of 16 from 512 to 1536.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 图生图3.0智能参考 接口文档 (85621/1747301). That 4.7 MB means 4,700,000 bytes before base64 is assumed.
struct image_to_image_v30 {
    static constexpr std::string_view req_key = "jimeng_i2i_v30", name = "i2i-3.0", title = "Jimeng image to image 3.0";
    static constexpr std::string_view action_stem = "JimengI2IV30";
    using result = images<1>;

    input_images<input_limits{.min = 1, .max = 1, .bytes = 4'700'000, .longest_side = 4096, .ratio = 3}> inputs{};
    text_value<text_limits{.longest = 800, .required = true}> prompt;
    basic_seed<> seed{};
    real_number<0, 1, "0.5"> scale{};
    sides_within<512, 2016> size{};

    static constexpr auto fields()
    {
        using self = image_to_image_v30;
        return listed(
            field<"image_urls", &self::inputs, "the picture to change, JPEG or PNG up to 4.7 MB and 4096x4096">{},
            field<"prompt", &self::prompt, "what to change, at most 800 characters">{},
            field<"seed", &self::seed, "where chance begins; -1 is any">{},
            field<"scale", &self::scale, "weight of the text against the picture, from 0 to 1">{},
            field<"size", &self::size, "width and height, each from 512 to 2016 (service default 1328x1328)">{});
    }
    constexpr request_outline outline() const
    {
        auto const drawn = [](auto side) { return side > 1536 ? 1536 : (side + 8) / 16 * 16; };
        image_size const sides{drawn(size.sides().width), drawn(size.sides().height)};
        return {.text = prompt.view(), .sides = sides, .area = 1328 * 1328, .inputs = inputs.size()};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
