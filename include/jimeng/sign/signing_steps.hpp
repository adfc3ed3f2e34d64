#ifndef JIMENG_SIGN_SIGNING_STEPS_HPP
#define JIMENG_SIGN_SIGNING_STEPS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/canonical_request.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// @throws std::invalid_argument For a control character.
JIMENG_DECL void check_keys(credentials const& keys, signing_scope const& scope);

} // namespace detail

/// What is signed of a request, before anything was encoded.
struct signing_input {
    std::string method;
    std::string path; ///< Not encoded; empty stands for `/`.
    query_pairs query;
    http_headers headers;      ///< `Host` included.
    std::string_view body;     ///< The very bytes that are sent.
    std::string body_sha256{}; ///< In place of `body`, where that is sent in pieces: 64 hexadecimal digits.
};

/// Every step of one signature, in the words of the signing guide. It holds no secret access key and no signing key,
/// but `headers_added` and `canonical_request` hold the security token: show them to nobody, `explain` hides it.
struct signing_steps {
    std::string payload_sha256;
    std::string canonical_uri;
    std::string canonical_query;
    std::string signed_headers;
    std::string canonical_request;
    std::string canonical_request_sha256;
    std::string credential_scope;
    std::string string_to_sign;
    std::string signature;
    std::string authorization;
    http_headers headers_added; ///< To be set besides `Authorization`, replacing headers of the same name.
};

/// The input for a request as it stands.
/// @par Object lifetimes `body` views the request's body.
[[nodiscard]] JIMENG_DECL signing_input signing_input_of(http_request const& request);

/// Computes a signature from its parts alone: same arguments, same result.
///
/// `X-Date`, `X-Content-Sha256` (where the profile signs it) and, with a token, `X-Security-Token` are added. So is a
/// content type, `application/x-www-form-urlencoded; charset=utf-8`, where `content_type` finds none.
/// @param now  The time of the signature; it is valid for 15 minutes around the service's own.
/// @throws std::invalid_argument For a control character in the method, a header, the access key id, the token or the
/// scope, and for a signed header that is listed twice, which servers read differently. Names the part, not its value.
/// @par Source Signing guide (6369/67269); the added content type as in the official Go and Java SDKs.
[[nodiscard]] JIMENG_DECL signing_steps compute_steps(signing_input const& input, credentials const& keys,
                                                      std::chrono::sys_seconds now, signing_scope const& scope = {},
                                                      header_profile profile = header_profile::content_type);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/signing_steps.ipp>
#endif

#endif
