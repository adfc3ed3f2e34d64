#ifndef JIMENG_SIGN_DETAIL_FRAMED_REQUEST_HPP
#define JIMENG_SIGN_DETAIL_FRAMED_REQUEST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/canonical_request.hpp>
#include <jimeng/sign/detail/body_memory.hpp>
#include <jimeng/sign/detail/dated_key.hpp>
#include <jimeng/sign/detail/known_prefix.hpp>
#include <jimeng/sign/detail/padded_text.hpp>
#include <jimeng/sign/detail/signing_frame.hpp>
#include <jimeng/sign/detail/signing_text.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A kind of request whose canonical form stands ready but for hash and date, with all hashed that does not change.
template <class Hash>
class framed_request {
public:
    /// @param token  Empty: none.
    framed_request(Hash& hash, signing_frame frame, std::string_view token) : frame_{std::move(frame)}
    {
        token = trimmed(token);
        std::string text;
        text.reserve(frame_.before_hash.size() + frame_.before_date.size() + frame_.before_token.size() + token.size() +
                     frame_.before_last_hash.size() + 2 * hex_digest_size + date_size + padded_text::most_padding);
        text = frame_.before_hash;
        hash_at_ = text.size();
        text.append(hex_digest_size, '0').append(frame_.before_date);
        date_at_ = text.size();
        text.append(date_size, '0').append(frame_.before_token).append(token).append(frame_.before_last_hash);
        last_hash_at_ = text.size();
        canonical_ = {std::move(text.append(hex_digest_size, '0')), 0};
        extend_canonical(hash, before_hash_, canonical_.view().substr(0, whole_blocks(hash_at_)));
    }

    [[nodiscard]] signing_frame const& frame() const noexcept { return frame_; }
    [[nodiscard]] std::string_view payload_sha256() const noexcept
    {
        return canonical_.view().substr(hash_at_, hex_digest_size);
    }
    [[nodiscard]] std::string_view date() const noexcept { return canonical_.view().substr(date_at_, date_size); }
    [[nodiscard]] std::string const& authorization() const noexcept { return authorization_; }

    /// Brings the hash up to this body.
    void take_body(Hash& hash, std::string_view body)
    {
        same_body_ = body_.is_last(body);
        if (same_body_) return;
        signed_at_ = no_second;
        before_date_is_known_ = false;
        auto const digest = body_.hash(hash, body);
        canonical_.put_hex(hash, digest, hash_at_, last_hash_at_);
    }

    /// Brings the canonical request up to this second, which is of the key's day.
    void take_second(Hash& hash, dated_key<Hash>& key, std::chrono::sys_seconds now)
    {
        if (now == signed_at_) return;
        signed_at_ = no_second;
        hashed_at_ = now;
        key.be_at(now, canonical_.at(date_at_));
        canonical_sha256_ = hash_canonical(hash);
    }

    /// Brings the authorization up to the body and the second that were taken.
    void sign(Hash& hash, dated_key<Hash>& key, std::string_view access_key_id)
    {
        if (signed_at_ != no_second) return;
        if (key.day() != authorization_day_) start_authorization(access_key_id, key);
        auto const signature = key.sign(hash, canonical_sha256_);
        write_hex(signature, &authorization_[authorization_.size() - hex_digest_size]);
        signed_at_ = hashed_at_;
    }

private:
    static constexpr std::size_t whole_blocks(std::size_t bytes) noexcept
    {
        return bytes / sha256_block_bytes * sha256_block_bytes;
    }

    /// With the same body everything before the date is the same, and hashed the second time at the latest.
    [[nodiscard]] sha256_digest hash_canonical(Hash& hash)
    {
        auto const from = whole_blocks(hash_at_);
        if (!same_body_) return canonical_.finish(hash, before_hash_, from);
        auto const until = whole_blocks(date_at_);
        if (!before_date_is_known_) {
            before_date_ = before_hash_;
            if (until != from) hash.extend(before_date_, canonical_.view().substr(from, until - from));
            before_date_is_known_ = true;
        }
        return canonical_.finish(hash, before_date_, until);
    }

    void start_authorization(std::string_view access_key_id, dated_key<Hash> const& key)
    {
        authorization_ =
            jimeng::authorization(access_key_id, key.scope(), frame_.signed_headers, std::string(hex_digest_size, '0'));
        authorization_day_ = key.day();
    }

    signing_frame frame_;
    padded_text canonical_;
    std::size_t hash_at_ = 0;
    std::size_t date_at_ = 0;
    std::size_t last_hash_at_ = 0;
    bool same_body_ = false; ///< As the time before.
    typename Hash::prefix before_hash_;
    typename Hash::prefix before_date_;
    bool before_date_is_known_ = false;
    body_memory<Hash> body_;
    std::string authorization_;
    std::chrono::sys_days authorization_day_ = no_day;
    sha256_digest canonical_sha256_{};
    std::chrono::sys_seconds hashed_at_ = no_second;
    std::chrono::sys_seconds signed_at_ = no_second; ///< Of `authorization_`; none while anything in it is old.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
