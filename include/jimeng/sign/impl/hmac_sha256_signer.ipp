#ifndef JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP
#define JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <jimeng/sign/date.hpp>
#include <jimeng/sign/detail/request_template.hpp>
#include <jimeng/sign/native_sha256.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/signing_steps.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Everything that signing remembers from one request to the next; for one thread at a time.
template <class Hash>
class signer_memory {
public:
    void sign(http_request& request, credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        set_day(keys, scope, now);
        for (bool made = false; !sign_like_a_recent_one(request, now) && !made; made = true)
            remember_kind(request, keys, scope, now);
    }

private:
    bool sign_like_a_recent_one(http_request& request, std::chrono::sys_seconds now)
    {
        for (auto& one : recent_)
            if (one && one->sign(hash_, key_, request, now)) return true;
        return false;
    }

    [[gnu::noinline]] void remember_kind(http_request const& request, credentials const& keys,
                                         signing_scope const& scope, std::chrono::sys_seconds now)
    {
        recent_[older_].emplace(hash_, request, keys, scope, now);
        older_ = 1 - older_;
    }

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

/// Memory that threads work in, one at a time: nobody waits for a slot. A thread comes back to the same one, so what it
/// left there serves it again.
template <class Hash>
class signer_slots {
    static_assert(sha256_policy<Hash>,
                  "jimeng: Hash must provide `prefix`, `extend` and `finish`; see sign/sha256_policy.hpp");

public:
    /// Signs in a slot that no other thread is in, or in a new one that is gone afterwards.
    void sign(http_request& request, credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        // Every thread has an own address here. They lie whole stacks apart, and the multiplication spreads what differs
        // to the top bits.
        static thread_local char const here{};
        auto const own = reinterpret_cast<std::uintptr_t>(&here) * 0x9E3779B97F4A7C15U >> 60;
        for (std::size_t i = 0; i != 4; ++i) {
            auto& one = slots_[static_cast<std::size_t>(own + i) % slots_.size()];
            if (one.taken.exchange(true, std::memory_order_acquire)) continue;
            leaving const end{one};
            if (!one.memory) one.memory = std::make_unique<signer_memory<Hash>>();
            return one.memory->sign(request, keys, scope, now);
        }
        std::make_unique<signer_memory<Hash>>()->sign(request, keys, scope, now);
    }

private:
    struct alignas(64) slot { // a cache line of its own
        std::atomic<bool> taken{false};
        std::unique_ptr<signer_memory<Hash>> memory{};
    };
    struct leaving {
        slot& one;
        ~leaving() { one.taken.store(false, std::memory_order_release); }
    };

    std::array<slot, 16> slots_{};
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
    : hmac_sha256_signer{other.keys_, other.scope_}
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
    auto const within = detail::within_calendar(now);
    if (!request.files) return slots_->sign(request, keys_, scope_, within);
    auto const steps = compute_steps(signing_input_of(request), keys_, within, scope_); // nothing of it comes again
    for (auto const& header : steps.headers_added)
        set_header(request.headers, header.name, header.value);
    set_header(request.headers, "Authorization", steps.authorization);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
