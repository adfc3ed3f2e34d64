#ifndef JIMENG_CORE_MODELS_I2I_SEED3_TILESR_HPP
#define JIMENG_CORE_MODELS_I2I_SEED3_TILESR_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Jimeng super-resolution: the same picture, larger and sharper.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 智能超清 (85621/2164806). The page says scale from 0 to 100, a client's code 1 to 100; whether JPEG or PNG comes
/// back is not clear, the bytes tell. That 4.7 MB means 4,700,000 bytes before base64 is assumed.
struct i2i_seed3_tilesr {
    static constexpr std::string_view req_key = "jimeng_i2i_seed3_tilesr_cvtob", name = "super-resolution",
                                      title = "Jimeng super-resolution";
    using result = images<1>;

    input_images<input_limits{.min = 1, .max = 1, .bytes = 4'700'000, .longest_side = 4096, .ratio = 3}> inputs{};
    choice<"4k", "8k"> resolution{};
    whole_number<0, 100, "50"> scale{};

    static constexpr auto fields()
    {
        using self = i2i_seed3_tilesr;
        return listed(
            field<"image_urls", &self::inputs, "the picture to enlarge, JPEG or PNG up to 4.7 MB and 4096x4096">{},
            field<"resolution", &self::resolution, "how large the result is">{},
            field<"scale", &self::scale, "how much is drawn anew, from 0 to 100">{});
    }
    /// The longer side becomes 4096 or 8192; the page does not say how it is rounded.
    constexpr request_outline outline() const
    {
        auto const from = inputs.begin()->sides();
        auto const longer = from.width < from.height ? from.height : from.width;
        std::int64_t const wanted = resolution.word() == "8k" ? 8192 : 4096;
        if (longer == 0) return {.sides = {wanted, wanted}, .inputs = inputs.size(), .kept = all_of_it};
        return {.sides = {from.width * wanted / longer, from.height * wanted / longer},
                .inputs = inputs.size(),
                .kept = all_of_it};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
