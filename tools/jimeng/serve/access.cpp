#include "access.hpp"

#include <jimeng/core/url.hpp>

#include <algorithm>
#include <utility>

namespace command::serve {

namespace {

std::optional<reply> turned_away(int status, std::string message, std::string_view code)
{
    return error_reply({.status = status, .message = std::move(message), .code = code});
}

/// Whether an `Origin` is the page of this very server, whatever scheme somebody before it speaks.
bool is_same_origin(std::string_view origin, std::string_view host)
{
    auto const scheme = origin.find("://");
    return scheme != std::string_view::npos && jimeng::detail::equal_ignoring_case(origin.substr(scheme + 3), host);
}

} // namespace

bool access::is_ours(std::string_view host) const
{
    jimeng::url_parts parts;
    if (!jimeng::detail::url_authority(host, parts)) return false;
    auto const is_it = [&](std::string_view name) { return jimeng::detail::equal_ignoring_case(parts.host, name); };
    return jimeng::is_loopback_host(parts.host) || is_it("localhost") ||
           std::any_of(names_.begin(), names_.end(), is_it);
}

std::optional<reply> access::refusal(jimeng::detail::http_head const& head, bool is_open) const
{
    using jimeng::find_header;
    if (jimeng::detail::count_of(head.headers, "Host") != 1)
        return turned_away(400, "Host: comes not once; send one that names the server", "bad_host");
    auto const& host = *find_header(head.headers, "Host");
    if (!is_ours(host))
        return turned_away(403,
                           "Host " + host + ": is not this server; use the address it printed, or start it with --name",
                           "foreign_host");
    auto const* const origin = find_header(head.headers, "Origin");
    if (origin != nullptr && !is_same_origin(*origin, host))
        return turned_away(403, "Origin " + *origin + ": pages of others may not ask; ask from a program",
                           "foreign_origin");
    if (is_open) return std::nullopt;
    auto const* const given = find_header(head.headers, "Authorization");
    if (jimeng::detail::count_of(head.headers, "Authorization") == 1 && token_.is_in(*given)) return std::nullopt;
    auto denied =
        *turned_away(401,
                     given == nullptr ? "Authorization: is missing; send Bearer and the token that jimeng serve "
                                        "printed, or JIMENG_SERVE_TOKEN"
                                      : "Authorization: is not the token of this server; send Bearer and the token "
                                        "that jimeng serve printed, or JIMENG_SERVE_TOKEN",
                     "invalid_api_key");
    denied.headers.push_back({"WWW-Authenticate", "Bearer"});
    return denied;
}

} // namespace command::serve
