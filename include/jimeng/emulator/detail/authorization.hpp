#ifndef JIMENG_EMULATOR_DETAIL_AUTHORIZATION_HPP
#define JIMENG_EMULATOR_DETAIL_AUTHORIZATION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// The parts of `Authorization` and `X-Date`, as views of the headers; or the gateway error they give.
struct authorization {
    std::string_view access_key_id;
    std::string_view day, region, service; ///< The credential scope.
    std::string_view scope;                ///< The same as one text, with the final `request`.
    std::string_view signed_headers;       ///< `name;name`.
    std::string_view signature;
    std::string_view date; ///< `X-Date`.
    std::string_view error_code;
    std::string_view message;
};

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The value of `name=value` in a list that commas separate.
[[nodiscard]] constexpr std::string_view listed_value(std::string_view list, std::string_view name) noexcept
{
    while (!list.empty()) {
        auto const piece = list.substr(0, list.find(','));
        list.remove_prefix(std::min(piece.size() + 1, list.size()));
        auto const pair = trimmed(piece);
        if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

/// Splits `AK/day/region/service/request` from its end, so that a slash in the access key id does no harm.
[[nodiscard]] constexpr bool split_credential(std::string_view credential, authorization& parts) noexcept
{
    std::array<std::string_view, 4> scope; // from the last to the first
    auto rest = credential;
    for (auto& part : scope) {
        auto const slash = rest.rfind('/');
        if (slash == std::string_view::npos) return false;
        part = rest.substr(slash + 1);
        rest = rest.substr(0, slash);
        if (part.empty()) return false;
    }
    parts.access_key_id = rest;
    parts.service = scope[1];
    parts.region = scope[2];
    parts.day = scope[3];
    if (!rest.empty()) parts.scope = credential.substr(rest.size() + 1);
    return !rest.empty() && scope[0] == "request" && parts.day.size() == 8;
}

[[nodiscard]] constexpr authorization refused(authorization parts, std::string_view code,
                                              std::string_view message) noexcept
{
    parts.error_code = code;
    parts.message = message;
    return parts;
}

/// @par Object lifetimes The views end with `headers`.
[[nodiscard]] inline authorization read_authorization(http_headers const& headers) noexcept
{
    constexpr std::string_view algorithm = "HMAC-SHA256 ";
    authorization parts;
    auto const* const header = find_header(headers, "Authorization");
    if (header == nullptr || trimmed(*header).empty())
        return refused(parts, "MissingAuthenticationToken", "the request has no Authorization header");
    auto const value = trimmed(*header);
    if (!value.starts_with(algorithm))
        return refused(parts, "InvalidAuthorization", "Authorization does not start with HMAC-SHA256 and a blank");
    auto const list = value.substr(algorithm.size());
    parts.signed_headers = listed_value(list, "SignedHeaders");
    parts.signature = listed_value(list, "Signature");
    auto const credential = listed_value(list, "Credential");
    if (credential.empty()) return refused(parts, "InvalidAuthorization", "Authorization has no Credential");
    if (!split_credential(credential, parts))
        return refused(parts, "InvalidCredential", "Credential is not ACCESSKEYID/YYYYMMDD/REGION/SERVICE/request");
    if (parts.signed_headers.empty())
        return refused(parts, "InvalidAuthorization", "Authorization has no SignedHeaders");
    if (parts.signature.empty()) return refused(parts, "MissingSignature", "Authorization has no Signature");
    auto const* const date = find_header(headers, "X-Date");
    if (date == nullptr) return refused(parts, "MissingRequestInfo", "the request has no X-Date header");
    parts.date = trimmed(*date);
    if (!parts.date.starts_with(parts.day))
        return refused(parts, "InvalidCredential", "the day of the credential scope is not the day of X-Date");
    return parts;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
