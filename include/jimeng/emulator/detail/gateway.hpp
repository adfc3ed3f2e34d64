#ifndef JIMENG_EMULATOR_DETAIL_GATEWAY_HPP
#define JIMENG_EMULATOR_DETAIL_GATEWAY_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/emulator/detail/authorization.hpp>
#include <jimeng/emulator/detail/calendar.hpp>
#include <jimeng/emulator/detail/digest.hpp>
#include <jimeng/emulator/detail/target.hpp>
#include <jimeng/emulator/service_options.hpp>
#include <jimeng/emulator/verifier.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// What the gateway found: the action to carry out, or the error to answer.
struct admission {
    std::string action, version; ///< As the query names them.
    bool submits = false;        ///< Else it asks for a result.
    bool own_action = false;     ///< One that bears a model's name: answers come wrapped.
    std::string error_code;      ///< Empty: admitted.
    std::string message;
};

[[nodiscard]] inline admission turn_away(admission from, std::string_view code, std::string_view message)
{
    from.error_code = code;
    from.message = message;
    return from;
}

/// @par Source Common parameters 6369/67268: `X-Expires` in the query, in seconds, default 900.
[[nodiscard]] inline bool is_fresh(std::string_view date, query_pairs const& query, service_options const& options,
                                   time_point now)
{
    auto const signed_at = read_basic_date(date);
    if (!signed_at) return false;
    auto life = options.signature_life;
    auto const* const wish = find_pair(query, "X-Expires");
    if (wish != nullptr) life = std::chrono::seconds{jimeng::detail::read_number<unsigned>(*wish).value_or(0)};
    auto const second = std::chrono::floor<std::chrono::seconds>(now); // in nanoseconds the year 9999 would overflow
    return second <= *signed_at + life && *signed_at <= second + options.signature_life;
}

[[nodiscard]] inline bool lists(std::string_view names, std::string_view wanted) noexcept
{
    while (!names.empty()) {
        auto const name = names.substr(0, names.find(';'));
        if (jimeng::detail::equal_ignoring_case(name, wanted)) return true;
        names.remove_prefix(std::min(name.size() + 1, names.size()));
    }
    return false;
}

/// A token is wanted, sent and signed, or neither wanted nor sent.
[[nodiscard]] inline bool token_is_good(received_request const& request, authorization const& parts,
                                        service_options const& options)
{
    auto const wanted = options.keys.security_token.reveal();
    auto const* const sent = find_header(request.headers, "X-Security-Token");
    if (sent == nullptr) return wanted.empty();
    return !wanted.empty() && equal_in_constant_time(trimmed(*sent), wanted) &&
           lists(parts.signed_headers, "x-security-token");
}

/// What a signature leaves open: a header of these that came without being signed, or a hash that is not the body's.
/// The body itself is always bound, since its hash ends the canonical request.
///
/// The documentation wants `host` and `x-date`. The official npm client signs no host but the hash and the date, so it
/// is let through with them, unless the options say otherwise. It never signs a content type, which every official
/// client does that signs the host.
/// @par Source Signing guide 6369/67269: host and x-date must be signed if present; requests captured from the npm client.
[[nodiscard]] inline std::string_view left_open(received_request const& request, authorization const& parts,
                                                service_options const& options)
{
    auto const is_signed = [&](std::string_view name) { return lists(parts.signed_headers, name); };
    if (!is_signed("x-date")) return "SignedHeaders does not name x-date";
    auto const* const hash = find_header(request.headers, "X-Content-Sha256");
    if (hash != nullptr && !is_signed("x-content-sha256")) return "SignedHeaders does not name x-content-sha256";
    if (hash != nullptr && !jimeng::detail::equal_ignoring_case(trimmed(*hash), hex_of(sha256_of(request.body))))
        return "X-Content-Sha256 is not the SHA-256 of the body";
    bool const as_npm = !options.host_must_be_signed && hash != nullptr && !is_signed("content-type");
    return is_signed("host") || as_npm ? std::string_view{} : "SignedHeaders does not name host";
}

/// Whether a model that is served has this action of its own.
[[nodiscard]] inline bool is_own_action(std::string_view action, std::string_view what,
                                        std::vector<model_entry const*> const& models)
{
    if (!action.ends_with(what)) return false;
    action.remove_suffix(what.size());
    return !action.empty() &&
           std::any_of(models.begin(), models.end(), [&](auto const* one) { return one->action_stem == action; });
}

/// What the action does, and by which route it came; false where the service has none of this name in this version.
[[nodiscard]] inline bool find_action(admission& found, std::vector<model_entry const*> const& models)
{
    found.own_action = found.version == model_action_version;
    found.submits =
        found.own_action ? is_own_action(found.action, "SubmitTask", models) : found.action == submit_task::name;
    bool const asks =
        found.own_action ? is_own_action(found.action, "GetResult", models) : found.action == get_result::name;
    return (found.submits || asks) && (found.own_action || found.version == submit_task::version);
}

/// The checks of the query.
[[nodiscard]] inline admission read_action(query_pairs const& query, std::vector<model_entry const*> const& models)
{
    admission result;
    auto const* const action = find_pair(query, "Action");
    auto const* const version = find_pair(query, "Version");
    if (action != nullptr) result.action = *action;
    if (version != nullptr) result.version = *version;
    if (result.action.empty()) return turn_away(result, "MissingParameter", "the query has no Action");
    if (result.version.empty()) return turn_away(result, "MissingParameter", "the query has no Version");
    if (!find_action(result, models))
        return turn_away(result, "InvalidActionOrVersion", "the service has no such action in this version");
    return result;
}

/// The checks of the credential. The code for a wrong region is assumed; no table has one. The actions that bear a
/// model's name are reported to take both regions.
[[nodiscard]] inline admission check_credential(admission result, authorization const& parts,
                                                service_options const& options)
{
    if (!parts.error_code.empty()) return turn_away(result, parts.error_code, parts.message);
    if (parts.access_key_id != options.keys.access_key_id)
        return turn_away(result, "InvalidAccessKey", "the access key id is not that of the emulated account");
    if (parts.service != default_service)
        return turn_away(result, "ServiceNotFound", "the credential scope names another service than cv");
    bool const good_region =
        parts.region == default_region || (result.own_action && parts.region == model_route.region);
    if (!good_region)
        return turn_away(result, "InvalidCredential",
                         result.own_action ? "the credential scope names another region than cn-beijing or cn-north-1"
                                           : "the credential scope names another region than cn-north-1");
    return result;
}

/// A relay's check. Which code it answers is assumed.
[[nodiscard]] inline admission check_bearer(admission result, received_request const& request,
                                            service_options const& options)
{
    constexpr std::string_view scheme = "Bearer ";
    auto const* const sent = find_header(request.headers, "Authorization");
    if (sent == nullptr) return turn_away(result, "MissingAuthenticationToken", "there is no Authorization");
    auto const token = trimmed(*sent);
    if (!token.starts_with(scheme) ||
        !equal_in_constant_time(token.substr(scheme.size()), options.bearer_token.reveal()))
        return turn_away(result, "InvalidAuthorization", "Authorization is not the bearer token of this relay");
    return result;
}

/// The checks of a signed call: credential, time, signature, token.
[[nodiscard]] inline admission check_signed(admission result, received_request const& request, query_pairs const& query,
                                            service_options const& options, time_point now)
{
    auto const parts = read_authorization(request.headers);
    result = check_credential(std::move(result), parts, options);
    if (!result.error_code.empty()) return result;
    if (!is_fresh(parts.date, query, options, now))
        return turn_away(result, "InvalidTimestamp",
                         "X-Date is malformed, or the signature is expired or dated in the future");
    auto const checked = verify_signature(request, options.keys.secret_access_key.reveal());
    if (!checked.valid)
        return turn_away(result, checked.error_code,
                         checked.message + "; canonical request:\n" + checked.canonical_request +
                             "\nstring to sign:\n" + checked.string_to_sign);
    if (auto const open = left_open(request, parts, options); !open.empty())
        return turn_away(result, "SignatureDoesNotMatch", open);
    if (!token_is_good(request, parts, options))
        return turn_away(result, "InvalidSecretToken",
                         "X-Security-Token is missing, wrong or not signed, or this account has none");
    return result;
}

/// The gateway's checks, in its order: query, path, who calls, method.
[[nodiscard]] inline admission admit(received_request const& request, service_options const& options, time_point now)
{
    auto const query = query_of(request.target);
    auto result = read_action(query, options.models);
    if (!result.error_code.empty()) return result;
    if (path_of(request.target) != options.path + '/')
        return turn_away(result, "InvalidActionOrVersion", "actions are served at the path " + options.path + "/ only");
    result = options.bearer_token.empty() ? check_signed(std::move(result), request, query, options, now)
                                          : check_bearer(std::move(result), request, options);
    if (result.error_code.empty() && request.method != "POST")
        return turn_away(result, "MethodNotAllowed", "actions are served to POST only");
    return result;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
