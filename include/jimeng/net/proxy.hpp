#ifndef JIMENG_NET_PROXY_HPP
#define JIMENG_NET_PROXY_HPP

#include <jimeng/core/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// An HTTP proxy that is asked to CONNECT to the service.
struct http_proxy {
    std::string host{};
    std::uint16_t port = 80;
    std::string authorization{}; ///< Of `Proxy-Authorization`; empty: none. A secret.
};

/// Reads `http://host:port`, `http://user:password@host:port` or `host:port`; user and password percent-encoded.
/// @param complaint  Where nothing is returned: what it must be, without the text itself, which may hold a password.
[[nodiscard]] JIMENG_DECL std::optional<http_proxy> parse_proxy(std::string_view text, std::string& complaint);

/// Whether a list such as `localhost,.example.com,10.0.0.0/8,*` says that a host is reached without the proxy.
///
/// Entries are separated by commas or blanks: `*` for all; a name for itself and all below it, with or without a dot in
/// front; an address; a range of addresses such as `192.168.0.0/16`; each but the ranges also with `:port`.
[[nodiscard]] JIMENG_DECL bool goes_without_proxy(std::string_view no_proxy, std::string_view host, std::uint16_t port);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/proxy.ipp>
#endif

#endif
