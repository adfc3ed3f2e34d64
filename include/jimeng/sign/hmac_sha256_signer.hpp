#ifndef JIMENG_SIGN_HMAC_SHA256_SIGNER_HPP
#define JIMENG_SIGN_HMAC_SHA256_SIGNER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/sha256_policy.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <memory>

namespace jimeng::inline JIMENG_ABI {

class native_sha256;
class openssl_sha256;

namespace detail {
template <class Hash>
class signer_slots;
}

/// Signs requests as the Jimeng pages show it: `content-type;host;x-content-sha256;x-date`, with a security token
/// also `x-security-token`, and besides these every X-* header and `content-md5` that the request brings.
///
/// What does not change between two requests is kept: the key of the day, and of the two kinds of request that came last
/// the canonical form with the hashes of its constant parts. Kept keys are wiped when the signer goes.
///
/// @tparam Hash  Who computes SHA-256: `openssl_sha256`, or `native_sha256` for the processor's own instructions. With
/// `JIMENG_SEPARATE_COMPILATION`, a file that uses another one includes `jimeng/sign/impl/hmac_sha256_signer.ipp`.
/// @par Thread safety
/// Any number of threads may sign with one object; none waits for another. A copy remembers nothing yet.
/// @par Source HTTP examples of the service (6444/1390583), region and service fixed there.
template <class Hash = openssl_sha256>
class hmac_sha256_signer {
public:
    /// @throws std::invalid_argument For a control character in the access key id, the token or the scope.
    explicit hmac_sha256_signer(credentials keys, signing_scope scope = {});
    hmac_sha256_signer(hmac_sha256_signer const& other);
    /// The other one can then be assigned to or destroyed, and nothing else.
    hmac_sha256_signer(hmac_sha256_signer&& other) noexcept;
    hmac_sha256_signer& operator=(hmac_sha256_signer other) noexcept;
    ~hmac_sha256_signer();

    /// Sets `X-Date`, `X-Content-Sha256`, with a token `X-Security-Token`, and `Authorization`; those of an earlier
    /// attempt are replaced, in place where they fit. A missing content type is added, because it is signed.
    ///
    /// The body is hashed as it is, so it must be the bytes that will be sent. The target is signed as a server
    /// decodes it, a `+` of the query as a blank: see `split_target`.
    /// @param now  When the request is sent; the service refuses a signature older or newer than about 15 minutes.
    /// @throws std::invalid_argument As `compute_steps`, and whatever `Hash` throws; the request is then unchanged.
    void sign(http_request& request, std::chrono::sys_seconds now) const;

    [[nodiscard]] signing_scope const& scope() const noexcept { return scope_; }

private:
    credentials keys_;
    signing_scope scope_;
    std::unique_ptr<detail::signer_slots<Hash>> slots_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifdef JIMENG_SEPARATE_COMPILATION
namespace jimeng::inline JIMENG_ABI {
extern template class hmac_sha256_signer<openssl_sha256>;
extern template class hmac_sha256_signer<native_sha256>;
} // namespace jimeng::inline JIMENG_ABI
#else
#include <jimeng/sign/impl/hmac_sha256_signer.ipp>
#endif

#endif
