#ifndef JIMENG_NET_IMPL_PROXY_IPP
#define JIMENG_NET_IMPL_PROXY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/proxy.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// None where a `%` is followed by something else than two hexadecimal digits: a password must not be guessed.
JIMENG_SELDOM inline std::optional<std::string> strictly_decoded(std::string_view text)
{
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        auto const digits = text.substr(at + 1, 2);
        if (digits.size() != 2 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
            return std::nullopt;
    }
    return uri_decode(text);
}

/// An address as its 16 bytes, so that both families compare alike; none for a name.
inline std::optional<std::array<unsigned char, 16>> address_bytes(std::string const& text)
{
    std::array<unsigned char, 16> bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    bool const good = ::inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1 ||
                      ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
    return good ? std::optional{bytes} : std::nullopt;
}

/// `192.168.0.0/16`, `fd00::/8`.
JIMENG_SELDOM inline bool range_holds(std::string_view range, std::string const& host)
{
    auto const slash = range.find('/');
    auto const first = address_bytes(std::string{range.substr(0, slash)});
    auto const wanted = address_bytes(host);
    auto const digits = range.substr(slash + 1);
    unsigned bits = 0;
    auto const [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    bool const v4 = range.find(':') == std::string_view::npos;
    if (!first || !wanted || failure != std::errc{} || end != digits.data() + digits.size()) return false;
    if (bits > (v4 ? 32U : 128U)) return false;
    if (v4) bits += 96;
    for (std::size_t i = 0; i != 16 && bits != 0; ++i, bits -= std::min(bits, 8U)) {
        auto const mask = static_cast<unsigned char>(bits >= 8 ? 0xFF : 0xFF << (8 - bits));
        if ((((*first)[i] ^ (*wanted)[i]) & mask) != 0) return false;
    }
    return true;
}

JIMENG_SELDOM inline std::string lower_host(std::string_view host)
{
    std::string lower;
    for (char const c : host)
        lower += ascii_lower(c);
    if (lower.ends_with('.')) lower.pop_back();
    return lower;
}

/// Splits a port off; an IPv6 address has one behind brackets only.
JIMENG_SELDOM inline std::string_view without_port(std::string_view entry, std::optional<std::uint16_t>& port)
{
    bool const bracketed = entry.starts_with('[');
    auto const end = bracketed ? entry.find(']') : entry.find(':');
    if (!bracketed && end != entry.rfind(':')) return entry; // an IPv6 address without brackets
    if (end == std::string_view::npos) return entry;
    auto const rest = entry.substr(bracketed ? end + 1 : end);
    if (rest.starts_with(':')) port = url_port(rest.substr(1)).value_or(0); // a bad one matches none
    return entry.substr(bracketed ? 1 : 0, bracketed ? end - 1 : end);
}

JIMENG_SELDOM inline bool entry_matches(std::string_view entry, std::string const& host, std::uint16_t port)
{
    if (entry == "*") return true;
    if (entry.find('/') != std::string_view::npos) return range_holds(entry, host);
    std::optional<std::uint16_t> only;
    auto name = lower_host(without_port(entry, only));
    if (only && *only != port) return false;
    if (name.starts_with("*.")) name.erase(0, 1);
    if (name.starts_with('.')) name.erase(0, 1);
    if (name.empty()) return false;
    if (auto const address = address_bytes(name)) return address == address_bytes(host);
    return host == name || host.ends_with('.' + name);
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL std::optional<http_proxy> parse_proxy(std::string_view text, std::string& complaint)
{
    auto const refuse = [&](char const* why) { return complaint = why, std::nullopt; };
    auto const scheme = text.find("://");
    if (scheme != std::string_view::npos && !detail::equal_ignoring_case(text.substr(0, scheme), "http"))
        return refuse("only http proxies are spoken to, such as http://proxy.example:3128; not https or socks");
    if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
    if (text.ends_with('/')) text.remove_suffix(1);
    http_proxy proxy;
    if (auto const at = text.rfind('@'); at != std::string_view::npos) {
        auto user = detail::strictly_decoded(text.substr(0, at));
        if (!user) return refuse("its user and password must be percent-encoded, % itself as %25");
        if (user->find(':') == std::string::npos) *user += ':';
        proxy.authorization = "Basic " + base64_encode(*user);
        text.remove_prefix(at + 1);
    }
    url_parts parts;
    parts.port = proxy.port;
    if (!detail::url_authority(text, parts)) return refuse("it must be an address such as http://proxy.example:3128");
    proxy.host = parts.host;
    proxy.port = parts.port;
    complaint.clear();
    return proxy;
}

JIMENG_SELDOM JIMENG_DECL bool goes_without_proxy(std::string_view no_proxy, std::string_view host, std::uint16_t port)
{
    auto const name = detail::lower_host(host);
    while (!no_proxy.empty()) {
        auto const end = std::min(no_proxy.find_first_of(", \t"), no_proxy.size());
        if (detail::entry_matches(no_proxy.substr(0, end), name, port)) return true;
        no_proxy.remove_prefix(std::min(end + 1, no_proxy.size()));
    }
    return false;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
