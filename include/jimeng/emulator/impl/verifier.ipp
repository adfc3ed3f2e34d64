#ifndef JIMENG_EMULATOR_IMPL_VERIFIER_IPP
#define JIMENG_EMULATOR_IMPL_VERIFIER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/verifier.hpp>

#include <jimeng/emulator/detail/authorization.hpp>
#include <jimeng/emulator/detail/digest.hpp>
#include <jimeng/emulator/detail/target.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

[[nodiscard]] inline std::string lower(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), jimeng::detail::ascii_lower);
    return result;
}

[[nodiscard]] inline std::string canonical_path(std::string_view target)
{
    auto const path = percent_encoded(percent_decoded(path_of(target), false), true);
    return path.empty() ? "/" : path;
}

[[nodiscard]] inline std::string canonical_query(std::string_view target)
{
    auto pairs = query_of(target);
    std::stable_sort(pairs.begin(), pairs.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    std::string query;
    for (auto const& [key, value] : pairs)
        query.append(query.empty() ? "" : "&")
            .append(percent_encoded(key, false))
            .append("=")
            .append(percent_encoded(value, false));
    return query;
}

[[nodiscard]] constexpr std::string_view without_default_port(std::string_view host) noexcept
{
    for (std::string_view const port : {":80", ":443"})
        if (host.ends_with(port)) return host.substr(0, host.size() - port.size());
    return host;
}

/// The lines of the signed headers; false where one of them did not come.
[[nodiscard]] inline bool canonical_headers(received_request const& request, std::string_view names, bool drop_port,
                                            std::string& lines)
{
    while (!names.empty()) {
        auto const name = names.substr(0, names.find(';'));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        std::string value;
        bool found = false;
        for (auto const& header : request.headers) {
            if (!jimeng::detail::equal_ignoring_case(header.name, name)) continue;
            value.append(found ? "," : "").append(trimmed(header.value));
            found = true;
        }
        if (!found) return false;
        bool const host = jimeng::detail::equal_ignoring_case(name, "host");
        lines.append(lower(name))
            .append(":")
            .append(host && drop_port ? without_default_port(value) : value)
            .append("\n");
    }
    return true;
}

/// Empty where a signed header did not come.
[[nodiscard]] inline std::string canonical_request(received_request const& request, authorization const& parts,
                                                   bool drop_port)
{
    std::string headers;
    if (!canonical_headers(request, parts.signed_headers, drop_port, headers)) return {};
    std::string text = request.method;
    text.append("\n")
        .append(canonical_path(request.target))
        .append("\n")
        .append(canonical_query(request.target))
        .append("\n");
    text.append(headers).append("\n").append(lower(parts.signed_headers)).append("\n");
    return text.append(hex_of(sha256_of(request.body)));
}

[[nodiscard]] inline std::string string_to_sign(authorization const& parts, std::string_view canonical)
{
    std::string text = "HMAC-SHA256\n";
    text.append(parts.date).append("\n").append(parts.scope).append("\n");
    return text.append(hex_of(sha256_of(canonical)));
}

[[nodiscard]] inline std::string expected_signature(authorization const& parts, std::string_view secret,
                                                    std::string_view text)
{
    auto key = hmac_of(secret, parts.day);
    for (auto const part : {parts.region, parts.service, std::string_view{"request"}})
        key = hmac_of(key, part);
    auto signature = hex_of(hmac_of(key, text));
    OPENSSL_cleanse(key.data(), key.size());
    return signature;
}

} // namespace detail

JIMENG_DECL std::string claimed_access_key_id(http_headers const& headers)
{
    return std::string{detail::read_authorization(headers).access_key_id};
}

JIMENG_DECL verification verify_signature(received_request const& request, std::string_view secret_access_key)
{
    verification result;
    auto const parts = detail::read_authorization(request.headers);
    result.error_code = parts.error_code;
    result.message = parts.message;
    if (!parts.error_code.empty()) return result;
    for (bool const drop_port : {false, true}) {
        result.canonical_request = detail::canonical_request(request, parts, drop_port);
        if (result.canonical_request.empty()) break;
        result.string_to_sign = detail::string_to_sign(parts, result.canonical_request);
        auto const expected = detail::expected_signature(parts, secret_access_key, result.string_to_sign);
        result.valid = detail::equal_in_constant_time(expected, parts.signature);
        if (result.valid) return result;
    }
    result.error_code = "SignatureDoesNotMatch";
    result.message = result.canonical_request.empty()
                         ? "a header that SignedHeaders names did not come with the request"
                         : "the signature is not that of the request received";
    return result;
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
