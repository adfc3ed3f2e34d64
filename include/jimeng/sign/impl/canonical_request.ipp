#ifndef JIMENG_SIGN_IMPL_CANONICAL_REQUEST_IPP
#define JIMENG_SIGN_IMPL_CANONICAL_REQUEST_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/canonical_request.hpp>

#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/wire/impl/uri_encoding.ipp>

#include <algorithm>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

constexpr std::string_view signature_algorithm = "HMAC-SHA256";

inline std::string lower_case(std::string_view name)
{
    std::string text{name};
    std::transform(text.begin(), text.end(), text.begin(), ascii_lower);
    return text;
}

/// Looks at the end only: `[2001:80::1]:8080` keeps its port, and an address without brackets is left alone.
constexpr std::string_view host_without_default_port(std::string_view host) noexcept
{
    auto const colon = host.rfind(':');
    if (colon == std::string_view::npos) return host;
    auto const port = host.substr(colon + 1);
    auto const name = host.substr(0, colon);
    bool const whole = name.ends_with(']') || name.find(':') == std::string_view::npos;
    return whole && (port == "80" || port == "443") ? name : host;
}

constexpr bool is_signed(std::string_view name, header_profile profile) noexcept
{
    if (name == "x-security-token" || name == "x-date") return true;
    if (profile == header_profile::hash_and_date_only) return name == "x-content-sha256";
    if (profile == header_profile::host_and_date_only) return name == "host";
    if (name == "content-type") return profile == header_profile::content_type;
    return name == "host" || name == "content-md5" || name.starts_with("x-");
}

/// The canonical value of a header that may be listed more than once.
JIMENG_SELDOM inline std::string canonical_value(http_headers const& headers, std::string_view name)
{
    std::string value;
    bool first = true;
    for (auto const& header : headers) {
        if (!equal_ignoring_case(header.name, name)) continue;
        if (!first) value += ',';
        first = false;
        value += trimmed(header.value);
    }
    return name == "host" ? std::string{host_without_default_port(value)} : value;
}

} // namespace detail

JIMENG_DECL std::string canonical_uri(std::string_view path_unencoded)
{
    return uri_encode(path_unencoded.empty() ? "/" : path_unencoded, false);
}

JIMENG_SELDOM JIMENG_DECL std::string canonical_query(query_pairs const& query)
{
    std::vector<query_pairs::value_type const*> sorted;
    for (auto const& pair : query) { // std::string compares bytes as unsigned
        auto const after = [&](auto const* other) { return pair.first < other->first; };
        sorted.insert(std::find_if(sorted.begin(), sorted.end(), after), &pair);
    }
    std::string text;
    for (auto const* pair : sorted)
        detail::append_pair(text, pair->first, pair->second);
    return text;
}

JIMENG_SELDOM JIMENG_DECL std::vector<std::string> signed_header_names(http_headers const& headers,
                                                                       header_profile profile)
{
    std::vector<std::string> names;
    for (auto const& header : headers) {
        auto name = detail::lower_case(header.name);
        if (!detail::is_signed(name, profile)) continue;
        auto const at = std::lower_bound(names.begin(), names.end(), name);
        if (at == names.end() || *at != name) names.insert(at, std::move(name));
    }
    return names;
}

JIMENG_SELDOM JIMENG_DECL std::string signed_headers(http_headers const& headers, header_profile profile)
{
    std::string joined;
    for (auto const& name : signed_header_names(headers, profile)) {
        if (!joined.empty()) joined += ';';
        joined += name;
    }
    return joined;
}

JIMENG_DECL std::string canonical_headers(http_headers const& headers, header_profile profile)
{
    std::string lines;
    for (auto const& name : signed_header_names(headers, profile))
        lines.append(name).append(1, ':').append(detail::canonical_value(headers, name)).append(1, '\n');
    return lines;
}

JIMENG_SELDOM JIMENG_DECL std::string canonical_request(std::string_view method, std::string_view canonical_uri,
                                                        std::string_view canonical_query, http_headers const& headers,
                                                        header_profile profile, std::string_view payload_sha256_hex)
{
    std::string text;
    text.append(method).append(1, '\n');
    text.append(canonical_uri).append(1, '\n');
    text.append(canonical_query).append(1, '\n');
    text.append(canonical_headers(headers, profile)).append(1, '\n');
    text.append(signed_headers(headers, profile)).append(1, '\n');
    return text.append(payload_sha256_hex);
}

JIMENG_DECL std::string credential_scope(std::string_view date8, std::string_view region, std::string_view service)
{
    std::string scope{date8};
    return scope.append(1, '/').append(region).append(1, '/').append(service).append("/request");
}

JIMENG_DECL std::string string_to_sign(std::string_view date, std::string_view scope,
                                       std::string_view canonical_request_sha256_hex)
{
    std::string text{detail::signature_algorithm};
    text.append(1, '\n').append(date).append(1, '\n').append(scope).append(1, '\n');
    return text.append(canonical_request_sha256_hex);
}

JIMENG_DECL std::string authorization(std::string_view access_key_id, std::string_view scope,
                                      std::string_view signed_headers, std::string_view signature)
{
    std::string text{detail::signature_algorithm};
    text.append(" Credential=").append(access_key_id).append(1, '/').append(scope);
    return text.append(", SignedHeaders=").append(signed_headers).append(", Signature=").append(signature);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
