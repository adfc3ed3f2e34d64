#ifndef JIMENG_NET_ORIGIN_HPP
#define JIMENG_NET_ORIGIN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/http_message.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

JIMENG_SELDOM inline http_origin origin_of(url_parts const& parts)
{
    return {parts.https ? "https" : "http", std::string{parts.host}, parts.port};
}

} // namespace detail

/// Where a service is reached: an origin, and below it a path where a relay has one.
struct service_address {
    http_origin origin{};
    std::string path{}; ///< As written, without the slash at its end: `/jimeng`; empty for the root.

    friend bool operator==(service_address const&, service_address const&) = default;
};

/// The address that an endpoint such as `https://visual.volcengineapi.com` or `https://relay.example/jimeng` names.
/// @par Errors `client_errc::bad_endpoint`: no http or https URL, or one with a query; `insecure_endpoint`: plain http
/// to a host that is not this machine.
[[nodiscard]] inline service_address parse_address(std::string_view url, error_code& ec)
{
    ec.clear();
    auto const parts = parse_url(url);
    if (!parts || parts->target.find('?') != std::string_view::npos)
        return ec = client_errc::bad_endpoint, service_address{};
    if (!parts->https && !is_loopback_host(parts->host)) return ec = client_errc::insecure_endpoint, service_address{};
    auto path = parts->target;
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return {detail::origin_of(*parts), std::string{path}};
}

/// The same where nothing but an origin is meant. @par Errors `bad_endpoint` for a path too.
[[nodiscard]] inline http_origin parse_origin(std::string_view url, error_code& ec)
{
    auto address = parse_address(url, ec);
    if (!ec.failed() && !address.path.empty()) ec = client_errc::bad_endpoint;
    return ec.failed() ? http_origin{} : std::move(address.origin);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
