#ifndef JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V30_HPP
#define JIMENG_CORE_MODELS_TEXT_TO_IMAGE_V30_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <array>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace recommended {

/// @par Source 即梦文生图3.1 (85621/1756900). The portrait forms are the same sides exchanged, which the ratio rule allows.
inline constexpr auto sizes_v3 = std::to_array<recommended_size>({
    {"1K", "1:1", {1328, 1328}},
    {"1K", "4:3", {1472, 1104}},
    {"1K", "3:4", {1104, 1472}},
    {"1K", "3:2", {1584, 1056}},
    {"1K", "2:3", {1056, 1584}},
    {"1K", "16:9", {1664, 936}},
    {"1K", "9:16", {936, 1664}},
    {"1K", "21:9", {2016, 864}},
    {"1K", "9:21", {864, 2016}},
    {"2K", "1:1", {2048, 2048}},
    {"2K", "4:3", {2304, 1728}},
    {"2K", "3:4", {1728, 2304}},
    {"2K", "3:2", {2496, 1664}},
    {"2K", "2:3", {1664, 2496}},
    {"2K", "16:9", {2560, 1440}},
    {"2K", "9:16", {1440, 2560}},
    {"2K", "21:9", {3024, 1296}},
    {"2K", "9:21", {1296, 3024}},
});
inline constexpr recommended_list list_v3{"1K", sizes_v3};

} // namespace recommended

/// Jimeng text to image 3.x: one picture from a sentence.
///
/// @tparam Names  The constants that tell the versions apart, `text_to_image_v30_names` for one.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 文生图3.1 (85621/1756900). The page of 3.0 (85621/1616429) was not seen: names and types are those of its
/// clients and of the vendor's Node SDK, that its limits are those of 3.1 is assumed.
template <class Names>
struct text_to_image_v3 {
    static constexpr std::string_view req_key = Names::req_key, name = Names::name, title = Names::title,
                                      action_stem = Names::action_stem;
    static constexpr evidence known = Names::known;
    using result = images<1>;

    text_value<text_limits{.advised = 120, .longest = 800, .required = true}> prompt;
    flag use_pre_llm{}; ///< Unset: the service's true.
    basic_seed<> seed{};
    sides_value<side_limits{.min_area = 512 * 512, .max_area = 2048 * 2048, .ratio = 3}, "1328", recommended::list_v3>
        size{};

    static constexpr auto fields()
    {
        using self = text_to_image_v3;
        return listed(
            field<"prompt", &self::prompt, "what the picture shows, at best 120 characters, at most 800">{},
            field<"use_pre_llm", &self::use_pre_llm, "let the service expand the text (service default true)">{},
            field<"seed", &self::seed, "where chance begins; -1 is any">{},
            field<"size", &self::size, "width and height (service default 1328x1328)">{});
    }
    constexpr request_outline outline() const
    {
        return {.text = prompt.view(), .sides = size.empty() ? image_size{1328, 1328} : size.sides()};
    }
};

struct text_to_image_v30_names {
    static constexpr std::string_view req_key = "jimeng_t2i_v30", name = "3.0", title = "Jimeng text to image 3.0",
                                      action_stem = "JimengT2IV30";
    static constexpr evidence known = evidence::unverified;
};
using text_to_image_v30 = text_to_image_v3<text_to_image_v30_names>;

} // namespace jimeng::inline JIMENG_ABI

#endif
