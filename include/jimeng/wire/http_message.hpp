#ifndef JIMENG_WIRE_HTTP_MESSAGE_HPP
#define JIMENG_WIRE_HTTP_MESSAGE_HPP

#include <jimeng/core/config.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// One header field, as sent or received.
struct http_header {
    std::string name;
    std::string value{};

    friend bool operator==(http_header const&, http_header const&) = default;
};

using http_headers = std::vector<http_header>;

/// Where a request goes: scheme, host and port of an http or https URL.
struct http_origin {
    std::string scheme = "https"; ///< `https`, or `http` for a loopback host.
    std::string host{};           ///< Name or address; an IPv6 address without brackets.
    std::uint16_t port = 443;

    friend bool operator==(http_origin const&, http_origin const&) = default;
};

struct file_body;

/// A request before any network library has seen it: strings and headers only.
struct http_request {
    std::string method = "POST";
    http_origin origin{};
    std::string target = "/"; ///< Path and query exactly as sent, percent-encoded.
    http_headers headers{};   ///< `Host` and `Content-Length` are not listed: the transport adds them.
    std::string body{};
    std::shared_ptr<file_body> files{}; ///< What follows `body`, where local files are sent; see `body_reader`.
};

/// A complete answer.
struct http_response {
    int status = 0; ///< 0: no answer was read.
    http_headers headers{};
    std::string body{}; ///< Empty when the exchange had a body sink.
};

namespace detail {

constexpr char ascii_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
    return true;
}

} // namespace detail

/// The first value of a header, or nullptr. Names match in any letter case.
[[nodiscard]] inline std::string const* find_header(http_headers const& headers, std::string_view name) noexcept
{
    for (auto const& header : headers)
        if (detail::equal_ignoring_case(header.name, name)) return &header.value;
    return nullptr;
}

/// Replaces every header of that name by one with this value.
inline void set_header(http_headers& headers, std::string_view name, std::string_view value)
{
    std::erase_if(headers, [&](http_header const& h) { return detail::equal_ignoring_case(h.name, name); });
    headers.push_back({std::string{name}, std::string{value}});
}

/// The value of the `Host` header: the port is named only where it is not the scheme's own, because official
/// signers drop `:80` and `:443` and a Host without them has one reading only.
JIMENG_SELDOM [[nodiscard]] inline std::string host_header(http_origin const& origin)
{
    std::string host = origin.host.find(':') == std::string::npos ? origin.host : '[' + origin.host + ']';
    bool const default_port = origin.port == (origin.scheme == "https" ? 443 : 80);
    return default_port ? host : host + ':' + std::to_string(origin.port);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
