#ifndef JIMENG_SIGN_HMAC_SHA256_SIGNER_HPP
#define JIMENG_SIGN_HMAC_SHA256_SIGNER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>

namespace jimeng {

/// Signs requests as the Jimeng pages show it: `content-type;host;x-content-sha256;x-date`, with a security token
/// also `x-security-token`, and besides these every X-* header and `content-md5` that the request brings.
///
/// @par Thread safety
/// A const object has no state that changes: any number of threads may sign with it.
/// @par Source HTTP examples of the service (6444/1390583), region and service fixed there.
class hmac_sha256_signer {
public:
    /// @throws std::invalid_argument For a control character in the access key id, the token or the scope.
    JIMENG_DECL explicit hmac_sha256_signer(credentials keys, signing_scope scope = {});

    /// Sets `X-Date`, `X-Content-Sha256`, with a token `X-Security-Token`, and `Authorization`; those of an earlier
    /// attempt are replaced. A missing content type is added, because it is signed.
    ///
    /// The body is hashed as it is, so it must be the bytes that will be sent. The target is signed as a server
    /// decodes it, a `+` of the query as a blank: see `split_target`.
    /// @param now  When the request is sent; the service refuses a signature older or newer than about 15 minutes.
    /// @throws std::invalid_argument As `compute_steps`; the request is then unchanged.
    JIMENG_DECL void sign(http_request& request, std::chrono::sys_seconds now) const;

    [[nodiscard]] signing_scope const& scope() const noexcept { return scope_; }

private:
    credentials keys_;
    signing_scope scope_;
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/hmac_sha256_signer.ipp>
#endif

#endif
