#ifndef JIMENG_NET_DETAIL_HTTP_HEAD_HPP
#define JIMENG_NET_DETAIL_HTTP_HEAD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/request_head.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// The head of a request or of an answer. What the other kind has stays empty.
struct http_head {
    int minor_version = 1; ///< Of HTTP/1.
    int status = 0;
    std::string method{};
    std::string target{};
    http_headers headers{};
};

constexpr std::string_view without_blanks(std::string_view text) noexcept
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the text up to a separator off the front, and the separator too.
constexpr std::string_view take_until(std::string_view& text, char separator) noexcept
{
    auto const end = std::min(text.find(separator), text.size());
    auto const piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

/// Versions other than 1.0 and 1.1 are refused.
inline bool read_version(std::string_view text, http_head& head) noexcept
{
    head.minor_version = text == "HTTP/1.1" ? 1 : 0;
    return text == "HTTP/1.1" || text == "HTTP/1.0";
}

/// `HTTP/1.1 200 OK`; the words after the number are optional and not kept.
/// @par Source RFC 9112, section 4.
inline bool read_status_line(std::string_view line, http_head& head) noexcept
{
    if (!is_header_value(line) || !read_version(take_until(line, ' '), head)) return false;
    auto const digits = take_until(line, ' ');
    auto const [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), head.status);
    bool const whole = failure == std::errc{} && end == digits.data() + digits.size();
    return whole && digits.size() == 3 && head.status >= 100 && head.status <= 599;
}

/// `POST /path?query HTTP/1.1`.
/// @par Source RFC 9112, section 3.
JIMENG_SELDOM inline bool read_request_line(std::string_view line, http_head& head)
{
    head.method = take_until(line, ' ');
    head.target = take_until(line, ' ');
    bool const visible = std::all_of(head.target.begin(), head.target.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte > ' ' && byte != 0x7F;
    });
    return is_token(head.method) && !head.target.empty() && visible && read_version(line, head);
}

/// One header. A line that begins with a blank goes on with the header before it.
/// @par Source RFC 9112, section 5.
inline bool read_field(std::string_view line, http_headers& headers)
{
    bool const continued = line.front() == ' ' || line.front() == '\t';
    if (continued && headers.empty()) return false;
    auto const colon = continued ? std::string_view::npos : line.find(':');
    auto const name = continued ? std::string_view{headers.back().name} : line.substr(0, colon);
    auto const value = without_blanks(continued ? line : line.substr(std::min(colon, line.size() - 1) + 1));
    if ((!continued && colon == std::string_view::npos) || !is_token(name) || !is_header_value(value)) return false;
    if (!continued)
        headers.push_back({std::string{name}, std::string{value}});
    else
        (headers.back().value += ' ') += value;
    return true;
}

/// How often a header comes, and how often with this value.
inline std::ptrdiff_t count_of(http_headers const& headers, std::string_view name)
{
    return std::count_if(headers.begin(), headers.end(),
                         [&](auto const& header) { return equal_ignoring_case(header.name, name); });
}
inline std::ptrdiff_t count_of(http_headers const& headers, std::string_view name, std::string_view value)
{
    return std::count_if(headers.begin(), headers.end(), [&](auto const& header) {
        return equal_ignoring_case(header.name, name) && equal_ignoring_case(header.value, value);
    });
}

/// Whether a list such as that of `Connection` holds a word.
inline bool lists(http_headers const& headers, std::string_view name, std::string_view word)
{
    for (auto const& header : headers) {
        if (!equal_ignoring_case(header.name, name)) continue;
        for (std::string_view rest{header.value}; !rest.empty();)
            if (equal_ignoring_case(without_blanks(take_until(rest, ',')), word)) return true;
    }
    return false;
}

/// Whether the connection may carry another message after this one.
/// @par Source RFC 9112, section 9.3.
inline bool keeps_alive(http_head const& head)
{
    if (lists(head.headers, "Connection", "close")) return false;
    return head.minor_version == 1 || lists(head.headers, "Connection", "keep-alive");
}

/// Where a body ends.
struct body_end {
    bool chunked = false;
    std::optional<std::uint64_t> length{};
};

inline std::optional<std::uint64_t> read_length(std::string_view digits) noexcept
{
    std::uint64_t length = 0;
    auto const last = digits.data() + digits.size();
    auto const [end, failure] = std::from_chars(digits.data(), last, length);
    if (failure != std::errc{} || end != last) return std::nullopt;
    return length;
}

/// Every length that a head names, or several in a list, must be the same.
JIMENG_SELDOM inline bool read_lengths(http_headers const& headers, body_end& end)
{
    for (auto const& header : headers) {
        if (!equal_ignoring_case(header.name, "Content-Length")) continue;
        std::string_view rest{header.value};
        do {
            auto const length = read_length(without_blanks(take_until(rest, ',')));
            if (!length || end.length.value_or(*length) != *length) return false;
            end.length = length;
        } while (!rest.empty());
        if (header.value.ends_with(',')) return false;
    }
    return true;
}

/// No value where two readers could see two ends.
/// @par Source RFC 9112, section 6.
JIMENG_SELDOM inline std::optional<body_end> read_body_end(http_head const& head)
{
    body_end end;
    if (!read_lengths(head.headers, end)) return std::nullopt;
    auto const codings = count_of(head.headers, "Transfer-Encoding");
    if (codings == 0) return end;
    bool const clear = codings == 1 && count_of(head.headers, "Transfer-Encoding", "chunked") == 1;
    if (!clear || end.length || head.minor_version == 0) return std::nullopt;
    end.chunked = true;
    return end;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
