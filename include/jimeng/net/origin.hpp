#ifndef JIMENG_NET_ORIGIN_HPP
#define JIMENG_NET_ORIGIN_HPP

#include <jimeng/core/url.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/http_message.hpp>

#include <string>
#include <string_view>

namespace jimeng {

namespace detail {

inline http_origin origin_of(url_parts const& parts)
{
    return {parts.https ? "https" : "http", std::string{parts.host}, parts.port};
}

} // namespace detail

/// The origin that an endpoint such as `https://visual.volcengineapi.com` names.
/// @par Errors `client_errc::bad_endpoint`: no http or https URL, or one with a path; `insecure_endpoint`: plain http
/// to a host that is not this machine.
[[nodiscard]] inline http_origin parse_origin(std::string_view url, error_code& ec)
{
    ec.clear();
    auto const parts = parse_url(url);
    if (!parts || (!parts->target.empty() && parts->target != "/"))
        return ec = client_errc::bad_endpoint, http_origin{};
    if (!parts->https && !is_loopback_host(parts->host)) return ec = client_errc::insecure_endpoint, http_origin{};
    return detail::origin_of(*parts);
}

} // namespace jimeng

#endif
