#ifndef JIMENG_WIRE_GATEWAY_CODES_HPP
#define JIMENG_WIRE_GATEWAY_CODES_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Errors of the gateway in front of the service. The number is `CodeN` where one is documented, else ours (1..).
/// @par Source Gateway error tables 6369/68677 and, for rows without `CodeN`, other products' books.
enum class gateway_errc {
    unknown = 1, ///< A code that no table has; its text is in the diagnostics.
    invalid_authorization = 2,
    invalid_credential = 3,
    invalid_secret_token = 4,
    invalid_client_token_id = 5,
    lack_project_policy = 6,
    method_not_allowed = 7,
    request_limit_exceeded = 8,
    internal_service_error = 9,
    service_unavailable = 10,

    missing_parameter = 100002,
    missing_authentication_token = 100003,
    missing_request_info = 100004,
    missing_signature = 100005,
    invalid_timestamp = 100006,
    service_not_found = 100007,
    invalid_action_or_version = 100008,
    invalid_access_key = 100009,
    signature_does_not_match = 100010,
    lack_policy = 100012,
    access_denied = 100013,
    internal_error = 100014,
    fail_to_connect = 100015,
    internal_service_timeout = 100016,
    flow_limit_exceeded = 100018,
};

/// `refused`: proof that the service never ran, so a submit was rejected. `unclear`: it may have run.
/// `throttled`: refused because of too many requests.
enum class gateway_effect { refused, unclear, throttled };

struct gateway_code_facts {
    gateway_errc code;
    std::string_view name; ///< `Code` on the wire.
    int http_status;
    gateway_effect effect;
    std::string_view meaning;
    std::string_view remedy;
};

inline constexpr std::array gateway_codes = std::to_array<gateway_code_facts>({
#define JIMENG_ROW(code, name, http, effect, meaning, remedy)                                                          \
    {gateway_errc::code, name, http, gateway_effect::effect, meaning, remedy},
    // clang-format off
    JIMENG_ROW(missing_parameter, "MissingParameter", 400, refused, "Action, Version or another query parameter is missing", "check the address")
    JIMENG_ROW(missing_authentication_token, "MissingAuthenticationToken", 401, refused, "there is no Authorization header", "sign the request")
    JIMENG_ROW(missing_request_info, "MissingRequestInfo", 400, refused, "a header such as X-Date is missing", "sign the request")
    JIMENG_ROW(missing_signature, "MissingSignature", 401, refused, "the signature is missing", "sign the request")
    JIMENG_ROW(invalid_timestamp, "InvalidTimestamp", 400, refused, "the signature is expired or dated in the future", "set this machine's clock")
    JIMENG_ROW(service_not_found, "ServiceNotFound", 404, refused, "the credential scope names another service", "sign for service cv")
    JIMENG_ROW(invalid_action_or_version, "InvalidActionOrVersion", 404, refused, "there is no such action in this version", "check Action and Version")
    JIMENG_ROW(invalid_access_key, "InvalidAccessKey", 401, refused, "the access key id is unknown", "check VOLC_ACCESSKEY")
    JIMENG_ROW(signature_does_not_match, "SignatureDoesNotMatch", 401, refused, "the signature is wrong", "check VOLC_SECRETKEY: copied whole, without blanks")
    JIMENG_ROW(lack_policy, "LackPolicy", 403, refused, "the key lacks an IAM policy", "grant the policy in the console")
    JIMENG_ROW(access_denied, "AccessDenied", 403, refused, "access was denied", "check the key's rights in the console")
    JIMENG_ROW(internal_error, "InternalError", 500, unclear, "internal error of the gateway", "try again later")
    JIMENG_ROW(fail_to_connect, "FailToConnect", 502, unclear, "the gateway could not reach the service", "try again later")
    JIMENG_ROW(internal_service_timeout, "InternalServiceTimeout", 504, unclear, "the service did not answer the gateway in time", "try again later")
    JIMENG_ROW(flow_limit_exceeded, "FlowLimitExceeded", 429, throttled, "too many requests at the gateway", "wait a little, then try again")
    JIMENG_ROW(request_limit_exceeded, "RequestLimitExceeded", 429, throttled, "too many requests at the gateway", "wait a little, then try again")
    JIMENG_ROW(invalid_authorization, "InvalidAuthorization", 400, refused, "the Authorization header is malformed", "sign the request")
    JIMENG_ROW(invalid_credential, "InvalidCredential", 400, refused, "the credential in the Authorization header is malformed", "check VOLC_ACCESSKEY")
    JIMENG_ROW(invalid_secret_token, "InvalidSecretToken", 401, refused, "the session token is wrong or expired", "refresh VOLC_SESSION_TOKEN")
    JIMENG_ROW(invalid_client_token_id, "InvalidClientTokenId", 401, refused, "the access key id is not valid", "check VOLC_ACCESSKEY")
    JIMENG_ROW(lack_project_policy, "LackProjectPolicy", 403, refused, "the key lacks a policy in this project", "grant the policy in the console")
    JIMENG_ROW(method_not_allowed, "MethodNotAllowed", 405, refused, "the method is not allowed", "use POST")
    JIMENG_ROW(internal_service_error, "InternalServiceError", 502, unclear, "internal error behind the gateway", "try again later")
    JIMENG_ROW(service_unavailable, "ServiceUnavailableTemp", 503, unclear, "the service is unavailable for a moment", "try again later")
// clang-format on
#undef JIMENG_ROW
});

/// The facts of a gateway error: by `Code` first, since `CodeN` may be 0 or missing.
[[nodiscard]] constexpr gateway_code_facts const* find_gateway_code(std::string_view name, std::int64_t number) noexcept
{
    for (auto const& row : gateway_codes)
        if (row.name == name) return &row;
    for (auto const& row : gateway_codes)
        if (number >= 100000 && static_cast<std::int64_t>(row.code) == number) return &row;
    return nullptr;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
