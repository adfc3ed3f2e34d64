#ifndef JIMENG_SIGN_IMPL_SHA256_IPP
#define JIMENG_SIGN_IMPL_SHA256_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256.hpp>

#include <jimeng/sign/impl/openssl_sha256.ipp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <climits>
#include <cstddef>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL sha256_digest sha256(std::string_view bytes)
{
    sha256_digest digest{};
    unsigned int size = 0;
    bool const made = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1;
    detail::require_digest(made && size == digest.size());
    return digest;
}

JIMENG_DECL sha256_digest hmac_sha256(std::span<unsigned char const> key, std::string_view message)
{
    sha256_digest digest{};
    unsigned int size = 0;
    unsigned char const nothing = 0; // OpenSSL takes a null key for "the key of the call before"
    detail::require_digest(key.size() <= static_cast<std::size_t>(INT_MAX));
    auto const* const made =
        HMAC(EVP_sha256(), key.empty() ? &nothing : key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const*>(message.data()), message.size(), digest.data(), &size);
    detail::require_digest(made != nullptr && size == digest.size());
    return digest;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
