#ifndef JIMENG_NET_DETAIL_BYTE_RANGE_HPP
#define JIMENG_NET_DETAIL_BYTE_RANGE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/wire/http_date.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// What the `Content-Range` of a 206 says: these bytes, the last one included, of so many.
struct content_range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<std::uint64_t> total{}; ///< None where the server does not know.
};

/// Reads `bytes 5-9/10` and `bytes 5-9/*`. None for anything else, and for a range that lies behind the end.
/// @par Source RFC 9110, section 14.4.
JIMENG_SELDOM [[nodiscard]] inline std::optional<content_range> read_content_range(std::string_view text) noexcept
{
    constexpr std::string_view unit = "bytes ";
    if (!equal_ignoring_case(text.substr(0, unit.size()), unit)) return std::nullopt;
    text.remove_prefix(unit.size());
    auto const slash = text.find('/');
    auto const dash = text.substr(0, slash).find('-');
    if (slash == std::string_view::npos || dash == std::string_view::npos) return std::nullopt;
    auto const first = read_number<std::uint64_t>(text.substr(0, dash));
    auto const last = read_number<std::uint64_t>(text.substr(dash + 1, slash - dash - 1));
    auto const total = read_number<std::uint64_t>(text.substr(slash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    if (!total && text.substr(slash + 1) != "*") return std::nullopt;
    if (total && *last >= *total) return std::nullopt;
    return content_range{*first, *last, total};
}

/// One that means the same bytes, and not only the same for a reader's purposes: `"abc"`, not `W/"abc"`.
/// @par Source RFC 9110, section 8.8.3.
[[nodiscard]] inline bool is_strong_tag(std::string_view tag) noexcept
{
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return false;
    auto const inside = tag.substr(1, tag.size() - 2);
    return std::all_of(inside.begin(), inside.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != '"' && byte != 0x7F;
    });
}

/// What tells in `If-Range` that a file is still the one that this answer began; empty where nothing does.
///
/// That is a strong entity tag, and where there is no tag at all the time of the last change, if the file had been left
/// alone for a minute when it was sent: what changes twice in a second has one time for both.
/// @par Source RFC 9110, sections 8.8.2.2 and 13.1.5; the minute is that of RFC 7232, section 2.2.2.
JIMENG_SELDOM [[nodiscard]] inline std::string strong_validator(http_headers const& headers)
{
    if (auto const* const tag = find_header(headers, "ETag")) return is_strong_tag(*tag) ? *tag : std::string{};
    auto const* const changed = find_header(headers, "Last-Modified");
    auto const* const sent = find_header(headers, "Date");
    if (changed == nullptr || sent == nullptr) return {};
    auto const then = read_http_date(*changed), now = read_http_date(*sent);
    bool const left_alone = then && now && *now - *then >= std::chrono::seconds{60};
    return left_alone ? *changed : std::string{};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
