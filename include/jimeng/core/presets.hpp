#ifndef JIMENG_CORE_PRESETS_HPP
#define JIMENG_CORE_PRESETS_HPP

#include <jimeng/core/image_size.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace jimeng {

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

namespace detail {

constexpr bool same_preset_name(std::string_view text, std::string_view name) noexcept
{
    return text.size() == 2 && text[0] == name[0] && (text[1] == 'K' || text[1] == 'k');
}

inline std::optional<image_size> read_sides(std::string_view text)
{
    auto const cross = text.find_first_of("xX*");
    if (cross == std::string_view::npos) return std::nullopt;
    auto const width = read_number<std::int64_t>(text.substr(0, cross));
    auto const height = read_number<std::int64_t>(text.substr(cross + 1));
    if (!width || !height) return std::nullopt;
    return image_size{*width, *height};
}

} // namespace detail

/// Reads `1K`, `2K`, `4K` in any letter case, or `WIDTHxHEIGHT` in pixels.
template <size_limits Limits>
parsed<size_within<Limits>> read_size(std::string_view text)
{
    for (auto const& preset : presets)
        if (detail::same_preset_name(text, preset.name)) return size_within<Limits>::parse_area(preset.area);
    if (auto const sides = detail::read_sides(text)) return size_within<Limits>::parse(*sides);
    return violation{rule::size_is_known, "size", std::string{text}, ""};
}

} // namespace jimeng

#endif
