#ifndef JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP
#define JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP

#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <jimeng/sign/date.hpp>
#include <jimeng/sign/detail/request_template.hpp>
#include <jimeng/sign/detail/working_slots.hpp>
#include <jimeng/sign/native_sha256.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/signing_steps.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace jimeng {

namespace detail {

/// Everything that signing remembers from one request to the next; for one thread at a time.
template <class Hash>
class signer_memory {
public:
    [[gnu::flatten]] void sign(http_request& request, credentials const& keys, signing_scope const& scope,
                               std::chrono::sys_seconds now)
    {
        set_day(keys, scope, now);
        for (auto& one : recent_)
            if (one && one->sign(hash_, key_, request, now)) return;
        auto& made = recent_[older_].emplace(hash_, request, keys, scope, now);
        older_ = 1 - older_;
        made.sign(hash_, key_, request, now);
    }

private:
    [[gnu::noinline]] void set_day(credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        auto const day = std::chrono::floor<std::chrono::days>(now);
        if (day == day_) return;
        day_ = no_day; // until everything is made
        for (auto& one : recent_)
            one.reset();
        key_ = {hash_, signing_key{keys.secret_access_key, basic_date(now).substr(0, 8), scope}};
        day_ = day;
    }

    static constexpr auto no_day = std::chrono::sys_days::max(); ///< `basic_date` ends with the year 9999.

    Hash hash_;
    std::chrono::sys_days day_ = no_day;
    hmac_key<Hash> key_;
    std::array<std::optional<request_template<Hash>>, 2> recent_; ///< Of this day, the two that were made last.
    std::size_t older_ = 0;
};

template <class Hash>
class signer_slots : public working_slots<signer_memory<Hash>> {
    static_assert(sha256_policy<Hash>,
                  "jimeng: Hash must provide `prefix`, `extend` and `finish`; see sign/sha256_policy.hpp");
};

} // namespace detail

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(credentials keys, signing_scope scope)
    : keys_{std::move(keys)},
      scope_{std::move(scope)},
      slots_{std::make_unique<detail::signer_slots<Hash>>()}
{
    detail::check_keys(keys_, scope_);
}

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(hmac_sha256_signer const& other)
    : keys_{other.keys_},
      scope_{other.scope_},
      slots_{std::make_unique<detail::signer_slots<Hash>>()}
{}

template <class Hash>
hmac_sha256_signer<Hash>::hmac_sha256_signer(hmac_sha256_signer&& other) noexcept = default;

template <class Hash>
hmac_sha256_signer<Hash>& hmac_sha256_signer<Hash>::operator=(hmac_sha256_signer other) noexcept
{
    std::swap(keys_, other.keys_);
    std::swap(scope_, other.scope_);
    std::swap(slots_, other.slots_);
    return *this;
}

template <class Hash>
hmac_sha256_signer<Hash>::~hmac_sha256_signer() = default;

template <class Hash>
void hmac_sha256_signer<Hash>::sign(http_request& request, std::chrono::sys_seconds now) const
{
    auto const time = detail::within_calendar(now);
    slots_->with_one([&](detail::signer_memory<Hash>& memory) { memory.sign(request, keys_, scope_, time); });
}

} // namespace jimeng

#endif
