#ifndef JIMENG_WIRE_IMPL_URI_ENCODING_IPP
#define JIMENG_WIRE_IMPL_URI_ENCODING_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <algorithm>
#include <cstddef>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// No <cctype>: its answers depend on the locale, and letters of other scripts must be encoded.
constexpr bool uri_unreserved(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// Behind the pairs that are there already.
inline void append_pair(std::string& text, std::string_view name, std::string_view value)
{
    if (!text.empty()) text += '&';
    text += uri_encode(name);
    text += '=';
    text += uri_encode(value);
}

inline std::string encoded_pairs(query_pairs const& query)
{
    std::string text;
    for (auto const& [name, value] : query)
        append_pair(text, name, value);
    return text;
}

JIMENG_SELDOM inline query_pairs decoded_pairs(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    std::string_view query = text;
    query_pairs pairs;
    while (!query.empty()) {
        auto const pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty()) continue;
        auto const equals = pair.find('=');
        auto const value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        pairs.emplace_back(uri_decode(pair.substr(0, equals)), uri_decode(value));
    }
    return pairs;
}

} // namespace detail

JIMENG_DECL std::string uri_encode(std::string_view bytes, bool encode_slash)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes.size());
    for (char const c : bytes) {
        if (detail::uri_unreserved(c) || (c == '/' && !encode_slash)) {
            text += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        text += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

JIMENG_SELDOM JIMENG_DECL std::string uri_decode(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i) {
        bool const escape = text[i] == '%' && text.size() - i > 2;
        int const high = escape ? detail::hex_value(text[i + 1]) : -1;
        int const low = escape ? detail::hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            bytes += text[i];
            continue;
        }
        bytes += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
        i += 2;
    }
    return bytes;
}

JIMENG_DECL std::string make_target(std::string_view path_unencoded, query_pairs const& query)
{
    auto target = uri_encode(path_unencoded.empty() ? "/" : path_unencoded, false);
    return query.empty() ? target : target + '?' + detail::encoded_pairs(query);
}

JIMENG_DECL decoded_target split_target(std::string_view target)
{
    auto const mark = target.find('?');
    auto const query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    return {uri_decode(target.substr(0, mark)), detail::decoded_pairs(std::string{query})};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
