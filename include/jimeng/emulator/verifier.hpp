#ifndef JIMENG_EMULATOR_VERIFIER_HPP
#define JIMENG_EMULATOR_VERIFIER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/received_request.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {

/// What the check of a signature found.
struct verification {
    bool valid = false;
    std::string error_code;        ///< The gateway's `Code`, for instance `SignatureDoesNotMatch`; empty when valid.
    std::string message;           ///< One line on what is wrong; it may quote the request, never the secret.
    std::string canonical_request; ///< As computed from the bytes received; empty where it could not be.
    std::string string_to_sign;    ///< The same.
};

/// Checks the signature of a request with code that shares nothing with this library's signer.
///
/// Names and order of the signed headers are taken from `SignedHeaders`: that list alone decides which headers are
/// bound, and one that it does not name may be changed on the way; which ones a gateway demands is the service's rule.
/// The target is decoded (`%XX`, and in the query `+`
/// as a blank), sorted by key and encoded again; the values of one key keep their order. The hash is that of the body
/// received, whatever `X-Content-Sha256` says. A host that ends in `:80` or `:443` is accepted with and without its
/// port, because official clients sign either. The clock is not asked: freshness is the service's rule. Signatures are
/// compared in constant time.
///
/// @par Errors
/// Never throws for anything a client sends. `MissingAuthenticationToken`, `InvalidAuthorization`, `MissingSignature`,
/// `InvalidCredential` and `MissingRequestInfo` for what is missing or malformed, `SignatureDoesNotMatch` otherwise.
/// @par Source
/// Signing guide 6369/67269; requests captured from official clients.
[[nodiscard]] JIMENG_DECL verification verify_signature(received_request const& request,
                                                        std::string_view secret_access_key);

/// The access key id that a request claims in `Authorization`, unverified; empty where there is none.
[[nodiscard]] JIMENG_DECL std::string claimed_access_key_id(http_headers const& headers);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/verifier.ipp>
#endif

#endif
