#ifndef JIMENG_SIGN_SIGNER_HPP
#define JIMENG_SIGN_SIGNER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <concepts>

namespace jimeng::inline JIMENG_ABI {

/// Adds to a request whatever proves who sends it.
///
/// The client calls `sign` last, once for each attempt, with the time of that attempt; what a signer sees is what is
/// sent. It may change headers only: method, target and body are final. Several threads may share one signer.
/// @par Exemplar
///     struct exemplar_signer {
///         void sign(http_request& request, std::chrono::sys_seconds now) const;
///     };
/// @par Models
/// `hmac_sha256_signer`, `bearer_token`
template <class T>
concept signer = std::copy_constructible<T> && requires(T const& s, http_request& request, std::chrono::sys_seconds now)
{
    {
        s.sign(request, now)
        } -> std::same_as<void>;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
