#ifndef JIMENG_CORE_RECOMMENDED_SIZES_HPP
#define JIMENG_CORE_RECOMMENDED_SIZES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <array>
#include <span>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// A width and height that the page recommends, under the name of its ratio. The ratio of the pixels comes close to the
/// name (2560/1440 is 16/9 exactly, 3024/1296 is 21/9 exactly, 5404/3040 is not).
struct recommended_size {
    std::string_view tier;  ///< 1K, 2K or 4K.
    std::string_view ratio; ///< width:height
    image_size pixels;
};

/// What a model's page recommends.
struct recommended_list {
    std::string_view tier{}; ///< What is meant where only a ratio is said: the one of the model's default size.
    std::span<recommended_size const> sizes{};
};

/// The list of image generation 4.0 as constants: `.size = recommended::two_k_16_9`.
/// @par Source 4.0 page, table of recommended widths and heights. It prints the landscape forms; the portrait forms are
/// the same sides exchanged, which the ratio rule allows (1440x2560 stands in the original skill).
namespace recommended {

inline constexpr auto one_k_1_1 = size<1024, 1024>;
inline constexpr auto two_k_1_1 = size<2048, 2048>;
inline constexpr auto two_k_4_3 = size<2304, 1728>;
inline constexpr auto two_k_3_4 = size<1728, 2304>;
inline constexpr auto two_k_3_2 = size<2496, 1664>;
inline constexpr auto two_k_2_3 = size<1664, 2496>;
inline constexpr auto two_k_16_9 = size<2560, 1440>;
inline constexpr auto two_k_9_16 = size<1440, 2560>;
inline constexpr auto two_k_21_9 = size<3024, 1296>;
inline constexpr auto two_k_9_21 = size<1296, 3024>;
inline constexpr auto four_k_1_1 = size<4096, 4096>;
inline constexpr auto four_k_4_3 = size<4694, 3520>;
inline constexpr auto four_k_3_4 = size<3520, 4694>;
inline constexpr auto four_k_3_2 = size<4992, 3328>;
inline constexpr auto four_k_2_3 = size<3328, 4992>;
inline constexpr auto four_k_16_9 = size<5404, 3040>;
inline constexpr auto four_k_9_16 = size<3040, 5404>;
inline constexpr auto four_k_21_9 = size<6198, 2656>;
inline constexpr auto four_k_9_21 = size<2656, 6198>;

/// The same list for loops.
inline constexpr auto sizes = std::to_array<recommended_size>({
    {"1K", "1:1", one_k_1_1.value},    {"2K", "1:1", two_k_1_1.value},    {"2K", "4:3", two_k_4_3.value},
    {"2K", "3:4", two_k_3_4.value},    {"2K", "3:2", two_k_3_2.value},    {"2K", "2:3", two_k_2_3.value},
    {"2K", "16:9", two_k_16_9.value},  {"2K", "9:16", two_k_9_16.value},  {"2K", "21:9", two_k_21_9.value},
    {"2K", "9:21", two_k_9_21.value},  {"4K", "1:1", four_k_1_1.value},   {"4K", "4:3", four_k_4_3.value},
    {"4K", "3:4", four_k_3_4.value},   {"4K", "3:2", four_k_3_2.value},   {"4K", "2:3", four_k_2_3.value},
    {"4K", "16:9", four_k_16_9.value}, {"4K", "9:16", four_k_9_16.value}, {"4K", "21:9", four_k_21_9.value},
    {"4K", "9:21", four_k_9_21.value},
});

/// The list of 4.6, which differs in two sizes of 4K.
inline constexpr auto sizes_v46 = [] {
    auto list = sizes;
    for (auto& one : list)
        for (auto* const side : {&one.pixels.width, &one.pixels.height})
            if (*side == 4694 || *side == 6198) --*side;
    return list;
}();

/// Of a model whose page recommends none.
inline constexpr recommended_list none{};
inline constexpr recommended_list list_v40{"2K", sizes};
inline constexpr recommended_list list_v46{"2K", sizes_v46};

} // namespace recommended

} // namespace jimeng::inline JIMENG_ABI

#endif
