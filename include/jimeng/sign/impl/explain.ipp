#ifndef JIMENG_SIGN_IMPL_EXPLAIN_IPP
#define JIMENG_SIGN_IMPL_EXPLAIN_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/detail/shortened_key_id.hpp>
#include <jimeng/sign/explain.hpp>

#include <jimeng/sign/impl/signing_steps.ipp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

constexpr std::string_view hidden = "****";

inline void hide_security_token(http_headers& headers)
{
    for (auto& header : headers)
        if (equal_ignoring_case(header.name, "X-Security-Token")) header.value = hidden;
}

/// A heading, and the lines of the text indented below it.
inline void explain_step(std::string& out, std::string_view heading, std::string_view text)
{
    out.append(heading).append("\n    ");
    for (char const c : text) {
        out += c;
        if (c == '\n') out += "    ";
    }
    out += '\n';
}

inline std::string headers_as_text(http_headers const& headers, std::string_view authorization)
{
    std::string text;
    for (auto const& header : headers)
        text += detail::concat({header.name, ": ", header.value, "\n"});
    return text.append("Authorization: ").append(authorization);
}

inline std::string explain_steps(signing_steps const& steps, std::string_view body_bytes, std::string_view chain)
{
    std::string out;
    explain_step(out, detail::concat({"1. Hash of the body (SHA-256 of ", body_bytes, " bytes)"}),
                 steps.payload_sha256);
    explain_step(out, "2. Canonical request", steps.canonical_request);
    explain_step(out, "3. Hash of the canonical request (with the true value of whatever reads **** above)",
                 steps.canonical_request_sha256);
    explain_step(out, "4. String to sign", steps.string_to_sign);
    explain_step(out, "5. Signing key (not shown)", chain);
    explain_step(out, "6. Signature (HMAC-SHA256 of the string to sign with the signing key)", steps.signature);
    explain_step(out, "7. Headers to send", headers_as_text(steps.headers_added, steps.authorization));
    return out;
}

} // namespace detail

JIMENG_DECL std::string explain(http_request const& request, credentials const& keys, std::chrono::sys_seconds now,
                                signing_scope const& scope)
{
    auto const input = signing_input_of(request);
    auto steps = compute_steps(input, keys, now, scope);
    auto shown = detail::with_headers(input.headers, steps.headers_added);
    detail::hide_security_token(shown);
    detail::hide_security_token(steps.headers_added);
    steps.canonical_request = canonical_request(input.method, steps.canonical_uri, steps.canonical_query, shown,
                                                header_profile::content_type, steps.payload_sha256);
    steps.authorization = authorization(detail::shortened_key_id(keys.access_key_id), steps.credential_scope,
                                        steps.signed_headers, steps.signature);
    return detail::explain_steps(steps, std::to_string(body_size(request)),
                                 "HMAC-SHA256 chain: secret access key, then each part of " + steps.credential_scope);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
