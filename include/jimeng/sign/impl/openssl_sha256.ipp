#ifndef JIMENG_SIGN_IMPL_OPENSSL_SHA256_IPP
#define JIMENG_SIGN_IMPL_OPENSSL_SHA256_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/openssl_sha256.hpp>

#include <openssl/evp.h>

#include <stdexcept>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline void require_digest(bool made)
{
    if (!made) throw std::runtime_error{"OpenSSL cannot compute SHA-256: check its configuration (openssl.cnf)"};
}

JIMENG_DECL void openssl_deleter::operator()(evp_md_ctx_st* context) const noexcept
{
    EVP_MD_CTX_free(context);
}

JIMENG_DECL void openssl_deleter::operator()(evp_md_st* algorithm) const noexcept
{
    EVP_MD_free(algorithm);
}

inline openssl_context copy_of(evp_md_ctx_st const* context)
{
    openssl_context copy{EVP_MD_CTX_new()};
    require_digest(copy && EVP_MD_CTX_copy_ex(copy.get(), context) == 1);
    return copy;
}

} // namespace detail

JIMENG_DECL openssl_sha256::openssl_sha256()
    : algorithm_{EVP_MD_fetch(nullptr, "SHA256", nullptr)},
      start_{EVP_MD_CTX_new()},
      work_{EVP_MD_CTX_new()}
{
    detail::require_digest(algorithm_ && start_ && work_ &&
                           EVP_DigestInit_ex2(start_.get(), algorithm_.get(), nullptr) == 1);
}

JIMENG_DECL openssl_sha256::prefix::prefix(prefix const& other)
    : context_{other.context_ ? detail::copy_of(other.context_.get()) : nullptr}
{}

JIMENG_DECL void openssl_sha256::extend(prefix& before, std::string_view whole_blocks)
{
    if (!before.context_) before.context_ = detail::copy_of(start_.get());
    detail::require_digest(EVP_DigestUpdate(before.context_.get(), whole_blocks.data(), whole_blocks.size()) == 1);
}

JIMENG_DECL sha256_digest openssl_sha256::finish(prefix const& before, std::string_view rest)
{
    sha256_digest digest;
    auto const* const from = before.context_ ? before.context_.get() : start_.get();
    detail::require_digest(EVP_MD_CTX_copy_ex(work_.get(), from) == 1 &&
                           EVP_DigestUpdate(work_.get(), rest.data(), rest.size()) == 1 &&
                           EVP_DigestFinal_ex(work_.get(), digest.data(), nullptr) == 1);
    return digest;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
