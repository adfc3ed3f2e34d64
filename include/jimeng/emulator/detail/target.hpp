#ifndef JIMENG_EMULATOR_DETAIL_TARGET_HPP
#define JIMENG_EMULATOR_DETAIL_TARGET_HPP

#include <jimeng/core/config.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Decoded pairs in the order of the request.
using query_pairs = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] constexpr int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// A percent sign without two hexadecimal digits stands for itself.
[[nodiscard]] inline std::string percent_decoded(std::string_view text, bool plus_is_blank)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const escape =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        if (escape) {
            decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i] == '+' && plus_is_blank ? ' ' : text[i];
        }
    }
    return decoded;
}

[[nodiscard]] constexpr bool is_unreserved(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

[[nodiscard]] inline std::string percent_encoded(std::string_view text, bool keep_slash)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() * 3);
    for (char const c : text) {
        if (is_unreserved(c) || (keep_slash && c == '/')) {
            encoded += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

[[nodiscard]] constexpr std::string_view path_of(std::string_view target) noexcept
{
    return target.substr(0, target.find('?'));
}

[[nodiscard]] inline query_pairs query_of(std::string_view target)
{
    query_pairs pairs;
    auto const mark = target.find('?');
    if (mark == std::string_view::npos) return pairs;
    for (auto rest = target.substr(mark + 1); !rest.empty();) {
        auto const piece = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
        if (piece.empty()) continue;
        auto const equals = std::min(piece.find('='), piece.size());
        auto const value = piece.substr(std::min(equals + 1, piece.size()));
        pairs.emplace_back(percent_decoded(piece.substr(0, equals), true), percent_decoded(value, true));
    }
    return pairs;
}

/// The first value of a key, or nullptr.
[[nodiscard]] inline std::string const* find_pair(query_pairs const& pairs, std::string_view key) noexcept
{
    for (auto const& [name, value] : pairs)
        if (name == key) return &value;
    return nullptr;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
