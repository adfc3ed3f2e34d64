#ifndef JIMENG_CORE_URL_HPP
#define JIMENG_CORE_URL_HPP

#include <jimeng/core/config.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The parts of an http or https URL, as views of the text it was parsed from.
struct url_parts {
    bool https = true;
    std::string_view host; ///< An IPv6 address without its brackets.
    std::uint16_t port = 443;
    std::string_view target; ///< Path and query as written; empty when the URL ends with the host.
};

namespace detail {

constexpr bool url_scheme_is(std::string_view text, std::string_view scheme) noexcept
{
    if (text.size() < scheme.size()) return false;
    for (std::size_t i = 0; i != scheme.size(); ++i) {
        char const c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != scheme[i]) return false;
    }
    return true;
}

constexpr bool url_host_character(char c, bool address) noexcept
{
    bool const alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return alphanumeric || c == '.' || (address ? c == ':' : c == '-' || c == '_');
}

constexpr bool url_host_is_clean(std::string_view host, bool address) noexcept
{
    if (host.empty() || host.size() > 253) return false;
    for (char const c : host)
        if (!url_host_character(c, address)) return false;
    return true;
}

constexpr std::optional<std::uint16_t> url_port(std::string_view digits) noexcept
{
    if (digits.empty() || digits.size() > 5) return std::nullopt;
    std::uint32_t port = 0;
    for (char const c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        port = port * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (port == 0 || port > 65535) return std::nullopt;
    return static_cast<std::uint16_t>(port);
}

/// Splits `host`, `host:port`, `[address]` or `[address]:port`.
JIMENG_SELDOM constexpr bool url_authority(std::string_view authority, url_parts& parts) noexcept
{
    bool const address = !authority.empty() && authority.front() == '[';
    auto const end = address ? authority.find(']') : authority.find(':');
    if (address && end == std::string_view::npos) return false;
    parts.host = address ? authority.substr(1, end - 1) : authority.substr(0, end);
    auto const rest = end == std::string_view::npos ? std::string_view{} : authority.substr(address ? end + 1 : end);
    if (!url_host_is_clean(parts.host, address)) return false;
    if (rest.empty()) return true;
    auto const port = rest.front() == ':' ? url_port(rest.substr(1)) : std::nullopt;
    if (port) parts.port = *port;
    return port.has_value();
}

} // namespace detail

/// Takes an absolute http or https URL apart; none for anything else.
///
/// The library's only URL parser: what was checked is what is used. Refused besides other schemes: user names,
/// fragments, blanks, control characters, non-ASCII bytes (encode them), odd host characters, port 0.
/// @par Source RFC 3986, sections 3.1 to 3.4, less than it allows.
JIMENG_SELDOM [[nodiscard]] constexpr std::optional<url_parts> parse_url(std::string_view url) noexcept
{
    for (char const c : url)
        if (c <= ' ' || c > '~' || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') return std::nullopt;
    url_parts parts;
    parts.https = detail::url_scheme_is(url, "https://");
    if (!parts.https && !detail::url_scheme_is(url, "http://")) return std::nullopt;
    parts.port = parts.https ? 443 : 80;
    auto const rest = url.substr(parts.https ? 8 : 7);
    auto const slash = rest.find_first_of("/?");
    if (!detail::url_authority(rest.substr(0, slash), parts)) return std::nullopt;
    if (slash != std::string_view::npos) parts.target = rest.substr(slash);
    return parts;
}

/// What of a refused URL may be shown: not what stands before an `@`, which may be a password.
[[nodiscard]] constexpr std::string_view without_user(std::string_view url) noexcept
{
    auto const at = url.rfind('@');
    return at == std::string_view::npos ? url : url.substr(at);
}

/// Whether a host names this machine: `localhost`, 127.0.0.0/8 in dotted form, or ::1.
[[nodiscard]] constexpr bool is_loopback_host(std::string_view host) noexcept
{
    if (host == "localhost" || host == "::1") return true;
    if (!host.starts_with("127.")) return false;
    int dots = 0;
    for (char const c : host) {
        if (c == '.')
            ++dots;
        else if (c < '0' || c > '9')
            return false;
    }
    return dots == 3 && host.back() != '.';
}

} // namespace jimeng::inline JIMENG_ABI

#endif
