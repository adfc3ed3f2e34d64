#ifndef JIMENG_CORE_PRESETS_HPP
#define JIMENG_CORE_PRESETS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Named areas: the service picks the ratio inside them, from the prompt's words or the input images.
/// @par Source Image generation 4.0, parameter size: [1024*1024, 4096*4096], default 2048*2048.
namespace preset {

inline constexpr area_constant<1024 * 1024> one_k{};
inline constexpr area_constant<2048 * 2048> two_k{};
inline constexpr area_constant<4096 * 4096> four_k{};

} // namespace preset

struct named_area {
    std::string_view name;
    std::int64_t area;
};

/// The presets as a table, for commands and documentation.
inline constexpr std::array<named_area, 3> presets{
    {{"1K", preset::one_k.value}, {"2K", preset::two_k.value}, {"4K", preset::four_k.value}}};

} // namespace jimeng::inline JIMENG_ABI

#endif
