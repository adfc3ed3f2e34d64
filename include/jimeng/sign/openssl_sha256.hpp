#ifndef JIMENG_SIGN_OPENSSL_SHA256_HPP
#define JIMENG_SIGN_OPENSSL_SHA256_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <memory>
#include <string_view>

struct evp_md_ctx_st; // EVP_MD_CTX
struct evp_md_st;     // EVP_MD

namespace jimeng::inline JIMENG_ABI {

namespace detail {

struct openssl_deleter {
    JIMENG_DECL void operator()(evp_md_ctx_st* context) const noexcept;
    JIMENG_DECL void operator()(evp_md_st* algorithm) const noexcept;
};
using openssl_context = std::unique_ptr<evp_md_ctx_st, openssl_deleter>;

} // namespace detail

/// SHA-256 as the installed OpenSSL computes it. The algorithm is fetched once and contexts are used again; OpenSSL
/// itself takes one piece of memory for each hash. Models `sha256_policy`.
class openssl_sha256 {
public:
    /// @throws std::runtime_error When OpenSSL offers no SHA-256, which a strange configuration may cause.
    JIMENG_DECL openssl_sha256();

    /// Wiped by OpenSSL when it goes.
    class prefix {
    public:
        prefix() noexcept = default;
        JIMENG_DECL prefix(prefix const& other);
        prefix(prefix&&) noexcept = default;
        prefix& operator=(prefix other) noexcept
        {
            context_ = std::move(other.context_);
            return *this;
        }

    private:
        friend class openssl_sha256;
        detail::openssl_context context_; ///< None: nothing was hashed.
    };

    /// @throws std::runtime_error When OpenSSL has no memory left.
    JIMENG_DECL void extend(prefix& before, std::string_view whole_blocks);
    /// @throws std::runtime_error When OpenSSL has no memory left.
    [[nodiscard]] JIMENG_DECL sha256_digest finish(prefix const& before, std::string_view rest);

private:
    std::unique_ptr<evp_md_st, detail::openssl_deleter> algorithm_;
    detail::openssl_context start_; ///< Copying an initialised context is cheaper than initialising one.
    detail::openssl_context work_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/openssl_sha256.ipp>
#endif

#endif
