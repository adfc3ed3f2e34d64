#ifndef JIMENG_SIGN_IMPL_SIGNING_STEPS_IPP
#define JIMENG_SIGN_IMPL_SIGNING_STEPS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/sign/signing_steps.hpp>

#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/impl/canonical_request.ipp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/sign/signing_key.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// A line end in a signed value would forge lines, both in the canonical request and on the wire.
inline void refuse_control_characters(std::string_view part, std::string_view text)
{
    auto const control = [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f'; };
    if (std::any_of(text.begin(), text.end(), control))
        throw std::invalid_argument{std::string{part} + " holds a control character: remove it"};
}

JIMENG_DECL void check_keys(credentials const& keys, signing_scope const& scope)
{
    refuse_control_characters("access key id", keys.access_key_id);
    refuse_control_characters("security token", keys.security_token.reveal());
    refuse_control_characters("region", scope.region);
    refuse_control_characters("service", scope.service);
}

JIMENG_SELDOM inline void check_headers(http_headers const& headers, header_profile profile)
{
    for (auto const& header : headers) {
        refuse_control_characters("header name", header.name);
        refuse_control_characters("header " + header.name, header.value);
        auto const same = [&](http_header const& other) { return equal_ignoring_case(other.name, header.name); };
        if (is_signed(lower_case(header.name), profile) && std::count_if(headers.begin(), headers.end(), same) != 1)
            throw std::invalid_argument{
                detail::concat({"header ", header.name, " is listed twice: give a signed header once"})};
    }
}

/// Empty where the request has a content type or the profile wants none.
inline std::string_view content_type_to_add(http_headers const& headers, header_profile profile)
{
    bool const wanted = profile == header_profile::content_type && find_header(headers, "Content-Type") == nullptr;
    return wanted ? "application/x-www-form-urlencoded; charset=utf-8" : "";
}

JIMENG_SELDOM inline http_headers headers_to_add(signing_input const& input, credentials const& keys,
                                                 header_profile profile, std::string const& date,
                                                 std::string const& payload_sha256)
{
    http_headers added;
    if (auto const type = content_type_to_add(input.headers, profile); !type.empty())
        added.push_back({"Content-Type", std::string{type}});
    added.push_back({"X-Date", date});
    if (profile != header_profile::host_and_date_only) added.push_back({"X-Content-Sha256", payload_sha256});
    if (!keys.security_token.empty()) added.push_back({"X-Security-Token", std::string{keys.security_token.reveal()}});
    return added;
}

inline http_headers with_headers(http_headers headers, http_headers const& added)
{
    for (auto const& header : added)
        set_header(headers, header.name, header.value);
    return headers;
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL signing_input signing_input_of(http_request const& request)
{
    auto target = split_target(request.target);
    auto headers = request.headers;
    set_header(headers, "Host", host_header(request.origin));
    return {request.method,     std::move(target.path), std::move(target.query),
            std::move(headers), request.body,           request.files ? body_sha256(request) : std::string{}};
}

JIMENG_SELDOM JIMENG_DECL signing_steps compute_steps(signing_input const& input, credentials const& keys,
                                                      std::chrono::sys_seconds now, signing_scope const& scope,
                                                      header_profile profile)
{
    detail::check_keys(keys, scope);
    detail::refuse_control_characters("method", input.method);
    auto const date = basic_date(now);
    auto const date8 = date.substr(0, 8); // of the same reading: midnight cannot fall between the two

    signing_steps steps;
    steps.payload_sha256 = input.body_sha256.empty() ? to_hex(sha256(input.body)) : input.body_sha256;
    steps.headers_added = detail::headers_to_add(input, keys, profile, date, steps.payload_sha256);
    auto const headers = detail::with_headers(input.headers, steps.headers_added);
    detail::check_headers(headers, profile);
    steps.canonical_uri = canonical_uri(input.path);
    steps.canonical_query = canonical_query(input.query);
    steps.signed_headers = signed_headers(headers, profile);
    steps.canonical_request = canonical_request(input.method, steps.canonical_uri, steps.canonical_query, headers,
                                                profile, steps.payload_sha256);
    steps.canonical_request_sha256 = to_hex(sha256(steps.canonical_request));
    steps.credential_scope = credential_scope(date8, scope.region, scope.service);
    steps.string_to_sign = string_to_sign(date, steps.credential_scope, steps.canonical_request_sha256);
    signing_key const key{keys.secret_access_key, date8, scope};
    steps.signature = to_hex(hmac_sha256(key.reveal(), steps.string_to_sign));
    steps.authorization =
        authorization(keys.access_key_id, steps.credential_scope, steps.signed_headers, steps.signature);
    return steps;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
