#ifndef JIMENG_SIGN_EXPLAIN_HPP
#define JIMENG_SIGN_EXPLAIN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <string>

namespace jimeng::inline JIMENG_ABI {

/// Shows how `hmac_sha256_signer` signs this request, step by step: what to lay beside a server's own account after
/// `SignatureDoesNotMatch`.
///
/// The secret access key, the signing key and the security token are not in the text, and of the access key id only
/// the first four characters are, so it can be posted in a bug report. The body appears as its hash and length.
/// @return Several lines, the last one ended by a line feed.
/// @throws std::invalid_argument As `compute_steps`.
[[nodiscard]] JIMENG_DECL std::string explain(http_request const& request, credentials const& keys,
                                              std::chrono::sys_seconds now, signing_scope const& scope = {});

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/explain.ipp>
#endif

#endif
