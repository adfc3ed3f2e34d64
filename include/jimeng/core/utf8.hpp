#ifndef JIMENG_CORE_UTF8_HPP
#define JIMENG_CORE_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace jimeng {

namespace detail {

constexpr unsigned char byte_at(std::string_view text, std::size_t i) noexcept
{
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

constexpr bool utf8_tail(std::string_view text, std::size_t first, std::size_t count) noexcept
{
    for (std::size_t i = first; i != first + count; ++i)
        if ((byte_at(text, i) & 0xC0) != 0x80) return false;
    return true;
}

/// The smallest and largest second byte that may follow a lead byte: they exclude overlong forms, surrogates and
/// everything above U+10FFFF.
constexpr bool utf8_second_byte(unsigned char lead, unsigned char second) noexcept
{
    switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second <= 0x9F;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second <= 0x8F;
    default: return true;
    }
}

} // namespace detail

/// Length in bytes of the well-formed UTF-8 sequence at `i`, or 0 where there is none.
/// @par Source Unicode 15, table 3-7.
[[nodiscard]] constexpr std::size_t utf8_sequence(std::string_view text, std::size_t i) noexcept
{
    auto const lead = detail::byte_at(text, i);
    if (i < text.size() && lead < 0x80) return 1;
    std::size_t const length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || !detail::utf8_tail(text, i + 1, length - 1)) return 0;
    return detail::utf8_second_byte(lead, detail::byte_at(text, i + 1)) ? length : 0;
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

} // namespace jimeng

#endif
