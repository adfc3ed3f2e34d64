#ifndef JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP
#define JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <jimeng/sign/date.hpp>
#include <jimeng/sign/detail/signing_memory.hpp>
#include <jimeng/sign/detail/working_places.hpp>
#include <jimeng/sign/native_sha256.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/signing_steps.hpp>

#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

template <class Hash>
class signing_places : public working_places<signing_memory<Hash>> {
    static_assert(sha256_policy<Hash>,
                  "jimeng: Hash must provide `prefix`, `extend` and `finish`; see sign/sha256_policy.hpp");
};

} // namespace detail

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(credentials keys, signing_scope scope)
    : keys_{std::move(keys)},
      scope_{std::move(scope)},
      places_{std::make_unique<detail::signing_places<Hash>>()}
{
    detail::check_keys(keys_, scope_);
}

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(hmac_sha256_signer const& other)
    : keys_{other.keys_},
      scope_{other.scope_},
      places_{std::make_unique<detail::signing_places<Hash>>()}
{}

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(hmac_sha256_signer&& other) noexcept = default;

template <class Hash>
hmac_sha256_signer<Hash>& hmac_sha256_signer<Hash>::operator=(hmac_sha256_signer other) noexcept
{
    std::swap(keys_, other.keys_);
    std::swap(scope_, other.scope_);
    std::swap(places_, other.places_);
    return *this;
}

template <class Hash>
hmac_sha256_signer<Hash>::~hmac_sha256_signer() = default;

template <class Hash>
void hmac_sha256_signer<Hash>::sign(http_request& request, std::chrono::sys_seconds now) const
{
    auto const time = detail::within_calendar(now);
    places_->with_one([&](detail::signing_memory<Hash>& memory) { memory.sign(request, keys_, scope_, time); });
}

} // namespace jimeng::inline JIMENG_ABI

#endif
