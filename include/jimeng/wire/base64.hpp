#ifndef JIMENG_WIRE_BASE64_HPP
#define JIMENG_WIRE_BASE64_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng {

namespace detail {

inline constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

consteval std::array<std::int8_t, 256> base64_values()
{
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i != 64; ++i)
        values[static_cast<unsigned char>(base64_alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

/// The value of up to four characters, or -1 where one is foreign.
inline std::int32_t base64_group(std::string_view group) noexcept
{
    static constexpr auto values = base64_values();
    std::int32_t bits = 0;
    for (char const c : group) {
        auto const value = values[static_cast<unsigned char>(c)];
        if (value < 0) return -1;
        bits = bits << 6 | value;
    }
    return bits;
}

} // namespace detail

/// Decodes standard base64. Padding may be missing; a foreign character, a lone last character or text after the
/// padding gives nothing. @par Source RFC 4648, section 4.
[[nodiscard]] inline std::optional<std::string> base64_decode(std::string_view text)
{
    for (int padding = 0; padding != 2 && !text.empty() && text.back() == '='; ++padding)
        text.remove_suffix(1);
    if (text.size() % 4 == 1) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    for (; text.size() >= 4; text.remove_prefix(4)) {
        auto const bits = detail::base64_group(text.substr(0, 4));
        if (bits < 0) return std::nullopt;
        bytes += static_cast<char>(bits >> 16 & 0xFF);
        bytes += static_cast<char>(bits >> 8 & 0xFF);
        bytes += static_cast<char>(bits & 0xFF);
    }
    if (text.empty()) return bytes;
    auto const bits = detail::base64_group(text);
    if (bits < 0) return std::nullopt;
    if (text.size() == 2)
        bytes += static_cast<char>(bits >> 4 & 0xFF);
    else
        (bytes += static_cast<char>(bits >> 10 & 0xFF)) += static_cast<char>(bits >> 2 & 0xFF);
    return bytes;
}

/// Encodes with padding.
[[nodiscard]] inline std::string base64_encode(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    auto const at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned const bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        text += detail::base64_alphabet[bits >> 18 & 63];
        text += detail::base64_alphabet[bits >> 12 & 63];
        text += i + 1 < bytes.size() ? detail::base64_alphabet[bits >> 6 & 63] : '=';
        text += i + 2 < bytes.size() ? detail::base64_alphabet[bits & 63] : '=';
    }
    return text;
}

} // namespace jimeng

#endif
