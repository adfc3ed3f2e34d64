#ifndef JIMENG_SIGN_DETAIL_REQUEST_TEMPLATE_HPP
#define JIMENG_SIGN_DETAIL_REQUEST_TEMPLATE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/detail/kept_hashes.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/sign/signing_steps.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// What all requests of one kind and day share: the steps of their signature, ready but for the hash of the body and the
/// time, with everything hashed that does not change.
template <class Hash>
class request_template {
public:
    /// @throws std::invalid_argument As `compute_steps`; of headers that a signature replaces nothing is asked.
    [[gnu::noinline]] JIMENG_SELDOM request_template(Hash& hash, http_request const& request, credentials const& keys,
                                                     signing_scope const& scope, std::chrono::sys_seconds now)
        : like_{request.method, request.origin, request.target, {}, {}},
          with_token_{!keys.security_token.empty()},
          time_{now}
    {
        auto& headers = like_.headers;
        for (auto const& header : request.headers)
            if (!is_replaced(header.name)) headers.push_back(header);
        own_headers_ = headers.size();
        auto const token = keys.security_token.reveal();
        std::string mask{token}; // has the same shape, so no copy of the token is left behind
        for (char& c : mask)
            if (c != ' ' && c != '\t') c = '0';
        auto steps = compute_steps(signing_input_of(like_), {keys.access_key_id, {}, secret{mask}}, now, scope);
        steps.headers_added.push_back({"Authorization", std::move(steps.authorization)});
        for (auto const& header : steps.headers_added)
            headers.push_back(header);
        date_ = headers.size() - (with_token_ ? 4 : 3);

        auto const value_at = [&](std::string_view line) { return steps.canonical_request.find(line) + line.size(); };
        hash_at_ = value_at("\nx-content-sha256:");
        date_at_ = value_at("\nx-date:");
        if (with_token_) {
            trimmed(token).copy(&steps.canonical_request[value_at("\nx-security-token:")], token.size());
            headers[date_ + 2].value = token;
        }
        canonical_ = std::move(steps.canonical_request);
        to_sign_ = std::move(steps.string_to_sign);
        hash.extend(before_hash_, canonical(0, whole_blocks(hash_at_)));
    }
    request_template(request_template const&) = delete;
    ~request_template()
    {
        wipe(canonical_.data(), canonical_.size());
        if (with_token_) wipe(like_.headers[date_ + 2].value.data(), like_.headers[date_ + 2].value.size());
    }

    /// Signs a request of this kind.
    /// @param now  Of the template's day, which is the key's too.
    /// @return Whether it is of this kind. Any other one is left as it is.
    bool sign(Hash& hash, hmac_key<Hash>& key, http_request& request, std::chrono::sys_seconds now)
    {
        if (request.target != like_.target) return false;
        // Such a one is most likely of this kind. A small one is hashed before all else is compared: the processor
        // compares while the hashes, in which each step waits for the one before, leave it idle.
        bool in_place = false;
        bool const small = request.body.size() <= 4096;
        if (!small && !fits(request, in_place)) return false;
        take_body(hash, request.body);
        take_time(now);
        sha256_digest canonical_sha256;
        if (!signed_) canonical_sha256 = hash_canonical(hash);
        if (small && !fits(request, in_place)) return false;
        if (!signed_) set_signature(hash, key, canonical_sha256);
        if (in_place)
            write_over(request.headers);
        else
            set(request.headers);
        auto& authorization = request.headers.back().value;
        write_hex(signature_, &authorization[authorization.size() - hex_digest_size]);
        return true;
    }

private:
    static constexpr std::size_t whole_blocks(std::size_t bytes) noexcept
    {
        return bytes / sha256_block_bytes * sha256_block_bytes;
    }

    std::string_view canonical(std::size_t from, std::size_t until = std::string::npos) const noexcept
    {
        return std::string_view{canonical_}.substr(from, until - from);
    }

    bool is_replaced(std::string_view name) const noexcept
    {
        return equal_ignoring_case(name, "X-Date") || equal_ignoring_case(name, "X-Content-Sha256") ||
               equal_ignoring_case(name, "Authorization") ||
               (with_token_ && equal_ignoring_case(name, "X-Security-Token"));
    }

    /// Whether a request differs in nothing but body and time. The scheme is signed by no one: it shows in the port that
    /// `Host` names.
    /// @param in_place  Gets whether it has the headers of an earlier signature, which can be written over.
    bool fits(http_request const& request, bool& in_place) const noexcept
    {
        in_place = is_signed_already(request.headers);
        return request.method == like_.method && request.origin.host == like_.origin.host &&
               request.origin.port == like_.origin.port && (in_place || has_own_headers(request.headers));
    }

    bool is_signed_already(http_headers const& headers) const noexcept
    {
        if (headers.size() != like_.headers.size()) return false;
        for (std::size_t i = 0; i != headers.size(); ++i) {
            auto const& [name, value] = like_.headers[i];
            if (headers[i].name != name) return false;
            if (i < date_ ? headers[i].value != value : headers[i].value.size() != value.size()) return false;
        }
        return true;
    }

    bool has_own_headers(http_headers const& headers) const noexcept
    {
        std::size_t own = 0;
        for (auto const& header : headers)
            if (!is_replaced(header.name) && (own == own_headers_ || like_.headers[own++] != header)) return false;
        return own == own_headers_;
    }

    void take_body(Hash& hash, std::string_view body)
    {
        same_body_ = body_.is_last(body);
        if (same_body_) return;
        signed_ = false;
        before_date_is_known_ = false;
        auto* const digits = canonical_.data() + hash_at_;
        write_hex(body_.of(hash, body), digits);
        std::memcpy(canonical_.data() + canonical_.size() - hex_digest_size, digits, hex_digest_size);
        std::memcpy(like_.headers[date_ + 1].value.data(), digits, hex_digest_size);
    }

    void take_time(std::chrono::sys_seconds now) noexcept
    {
        if (now == time_) return;
        signed_ = false;
        time_ = now;
        auto const clock = now - std::chrono::floor<std::chrono::days>(now);
        write_clock(&canonical_[date_at_ + 9], clock);
        write_clock(&to_sign_[std::string_view{"HMAC-SHA256\n"}.size() + 9], clock);
        write_clock(&like_.headers[date_].value[9], clock);
    }

    /// With the same body everything before the date is the same too; it is hashed when a body comes again.
    sha256_digest hash_canonical(Hash& hash)
    {
        auto const from = whole_blocks(hash_at_), until = whole_blocks(date_at_);
        if (!same_body_) return hash.finish(before_hash_, canonical(from));
        if (!before_date_is_known_) {
            before_date_ = before_hash_;
            hash.extend(before_date_, canonical(from, until));
            before_date_is_known_ = true;
        }
        return hash.finish(before_date_, canonical(until));
    }

    void set_signature(Hash& hash, hmac_key<Hash> const& key, sha256_digest const& canonical_sha256)
    {
        write_hex(canonical_sha256, &to_sign_[to_sign_.size() - hex_digest_size]);
        signature_ = key.sign(hash, to_sign_);
        signed_ = true;
    }

    void write_over(http_headers& headers) const noexcept
    {
        for (auto i = date_; i != headers.size(); ++i)
            std::memcpy(headers[i].value.data(), like_.headers[i].value.data(), headers[i].value.size());
    }

    void set(http_headers& headers) const
    {
        http_headers made;
        made.reserve(like_.headers.size());
        made.resize(own_headers_);
        for (auto i = own_headers_; i != like_.headers.size(); ++i)
            made.push_back(like_.headers[i]);
        auto to = made.begin(); // nothing takes memory from here on
        for (auto& header : headers)
            if (!is_replaced(header.name)) *to++ = std::move(header);
        headers.swap(made);
    }

    http_request like_; ///< With the headers of a signature, the own ones first, and without a body.
    std::size_t own_headers_ = 0;
    std::size_t date_ = 0; ///< Where in its headers it stands; the hash, the token and the authorization follow.
    bool with_token_;
    std::string canonical_;
    std::size_t hash_at_ = 0; ///< In `canonical_`.
    std::size_t date_at_ = 0; ///< In `canonical_`.
    std::string to_sign_;
    typename Hash::prefix before_hash_;
    typename Hash::prefix before_date_; ///< With the last body.
    bool before_date_is_known_ = false;
    body_hash<Hash> body_;
    bool same_body_ = false; ///< As the time before.
    std::chrono::sys_seconds time_;
    sha256_digest signature_{};
    bool signed_ = false; ///< Whether it is the one of the last body and time.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
