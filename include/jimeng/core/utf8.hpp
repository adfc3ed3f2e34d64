#ifndef JIMENG_CORE_UTF8_HPP
#define JIMENG_CORE_UTF8_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// One code point of possibly broken UTF-8. `size` is 1 and `valid` false for a byte that starts no good sequence.
struct decoded_code_point {
    char32_t value = 0;
    std::size_t size = 1;
    bool valid = false;
};

/// Overlong forms, surrogates and values above U+10FFFF are invalid. @par Source Unicode 15, table 3-7.
/// @pre `text` is not empty.
constexpr decoded_code_point decode_code_point(std::string_view text) noexcept
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    char32_t value = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i != size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    bool const overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, size, true};
}

struct code_point_range {
    char32_t first;
    char32_t last;
};

template <std::size_t N>
constexpr bool is_in(char32_t c, code_point_range const (&ranges)[N]) noexcept
{
    for (auto const& range : ranges)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

} // namespace detail

/// Length in bytes of the well-formed UTF-8 sequence at `i`, or 0 where there is none.
[[nodiscard]] constexpr std::size_t utf8_sequence(std::string_view text, std::size_t i) noexcept
{
    if (i >= text.size()) return 0;
    auto const c = detail::decode_code_point(text.substr(i));
    return c.valid ? c.size : 0;
}

[[nodiscard]] constexpr bool is_utf8(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size();) {
        auto const length = utf8_sequence(text, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

/// Number of code points; a byte that belongs to none counts as one.
[[nodiscard]] constexpr std::size_t code_points(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        auto const length = utf8_sequence(text, i);
        i += length == 0 ? 1 : length;
    }
    return count;
}

/// Whether a character leaves no ink: white space, a control, or one that only steers its neighbours.
/// @par Source Unicode 15: White_Space, Default_Ignorable_Code_Point and the categories Cc and Cf of PropList.txt and
/// DerivedCoreProperties.txt; and U+2800, the Braille cell without dots.
[[nodiscard]] constexpr bool is_blank(char32_t c) noexcept
{
    constexpr detail::code_point_range unseen[] = {
        {0x00, 0x20},       {0x7F, 0xA0},       {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
        {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F},
        {0x2028, 0x202F},   {0x205F, 0x206F},   {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},
        {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    return detail::is_in(c, unseen);
}

/// Whether nobody would see anything of the text; true of empty text, false of a byte that is not UTF-8.
[[nodiscard]] constexpr bool is_blank(std::string_view text) noexcept
{
    for (; !text.empty(); text.remove_prefix(detail::decode_code_point(text).size)) {
        auto const c = detail::decode_code_point(text);
        if (!c.valid || !is_blank(c.value)) return false;
    }
    return true;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
