#ifndef JIMENG_SIGN_DETAIL_DATED_KEY_HPP
#define JIMENG_SIGN_DETAIL_DATED_KEY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/canonical_request.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/detail/hmac_key.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/signing_scope.hpp>

#include <chrono>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// No signature has them: `basic_date` ends with the year 9999.
inline constexpr auto no_second = std::chrono::sys_seconds::max();
inline constexpr auto no_day = std::chrono::sys_days::max();

/// The signing key of one day, and the string to sign but for time and hash.
template <class Hash>
class dated_key {
public:
    [[nodiscard]] std::chrono::sys_days day() const noexcept { return day_; }
    [[nodiscard]] std::string_view scope() const noexcept { return scope_; }

    /// Makes it the key of the day that this second falls into, if it is another one's.
    void be_of(Hash& hash, credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        auto const day = std::chrono::floor<std::chrono::days>(now);
        if (day == day_) return;
        day_ = no_day; // until everything is made
        date_ = basic_date(now);
        auto const date8 = std::string_view{date_}.substr(0, 8);
        scope_ = credential_scope(date8, scope.region, scope.service);
        auto to_sign = string_to_sign(date_, scope_, {});
        hash_at_ = to_sign.size();
        to_sign_ = {to_sign.append(hex_digest_size, '0'), sha256_block_bytes};
        key_ = derive_signing_key(hash, keys.secret_access_key, date8, scope);
        day_ = day;
    }

    /// Takes a second of this day into the string to sign, and writes it to `date` too: `YYYYMMDDTHHMMSSZ`.
    void be_at(std::chrono::sys_seconds now, char* date) noexcept
    {
        write_clock(&date_[9], now - day_);
        std::memcpy(to_sign_.at(algorithm_line_size), date_.data(), date_size);
        std::memcpy(date, date_.data(), date_size);
    }

    /// The signature, at that second, of a canonical request with this hash.
    [[nodiscard]] sha256_digest sign(Hash& hash, sha256_digest const& canonical_sha256)
    {
        to_sign_.put_hex(hash, canonical_sha256, hash_at_);
        return key_.sign(hash, to_sign_);
    }

private:
    static constexpr std::size_t algorithm_line_size = std::string_view{"HMAC-SHA256\n"}.size();

    std::chrono::sys_days day_ = no_day;
    std::string date_;
    std::string scope_;
    padded_text to_sign_;
    std::size_t hash_at_ = 0;
    hmac_key<Hash> key_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
