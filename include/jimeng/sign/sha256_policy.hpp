#ifndef JIMENG_SIGN_SHA256_POLICY_HPP
#define JIMENG_SIGN_SHA256_POLICY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <concepts>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What computes SHA-256 for `hmac_sha256_signer<Hash>`.
///
/// `prefix` stands for bytes that were hashed already; a new one stands for none, and a copy goes its own way. It may
/// stand for a key, so it wipes its memory when it goes. `extend` appends bytes, whose number is a multiple of 64;
/// `finish` gives the hash of everything the prefix stands for, followed by `rest`, and leaves the prefix as it is.
/// @par Thread safety The signer uses one object on one thread at a time, and makes another one for another thread.
/// @par Exemplar
///     struct exemplar_sha256 {
///         class prefix;
///         void extend(prefix&, std::string_view whole_blocks);
///         sha256_digest finish(prefix const&, std::string_view rest);
///     };
/// @par Models
/// `openssl_sha256`, `native_sha256`
template <class Hash>
concept sha256_policy = std::default_initializable<Hash> && std::default_initializable<typename Hash::prefix> &&
    std::copyable<typename Hash::prefix> &&
    requires(Hash& hash, typename Hash::prefix& prefix, typename Hash::prefix const& known, std::string_view bytes,
             void take(typename Hash::prefix))
{
    take({});
    {
        hash.extend(prefix, bytes)
        } -> std::same_as<void>;
    {
        hash.finish(known, bytes)
        } -> std::same_as<sha256_digest>;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
