#ifndef JIMENG_SIGN_DETAIL_KEPT_HASHES_HPP
#define JIMENG_SIGN_DETAIL_KEPT_HASHES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>
#include <jimeng/sign/signing_key.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// A signing key whose two padded blocks are hashed already: a message then costs its own blocks and one more.
/// @par Source RFC 2104, section 4.
template <class Hash>
class hmac_key {
public:
    hmac_key() = default;
    hmac_key(Hash& hash, signing_key const& key)
    {
        extend_by_pad(hash, inner_, key, 0x36);
        extend_by_pad(hash, outer_, key, 0x5c);
    }

    [[nodiscard]] sha256_digest sign(Hash& hash, std::string_view message) const
    {
        auto const inner = hash.finish(inner_, message);
        return hash.finish(outer_, {reinterpret_cast<char const*>(inner.data()), inner.size()});
    }

private:
    static void extend_by_pad(Hash& hash, typename Hash::prefix& prefix, signing_key const& key, unsigned char pad)
    {
        struct wiped_block {
            ~wiped_block() { wipe(bytes, sizeof bytes); }
            char bytes[sha256_block_bytes];
        } block;
        std::memset(block.bytes, pad, sizeof block.bytes);
        auto const bytes = key.reveal();
        for (std::size_t i = 0; i != bytes.size(); ++i)
            block.bytes[i] = static_cast<char>(bytes[i] ^ pad);
        hash.extend(prefix, {block.bytes, sizeof block.bytes});
    }

    typename Hash::prefix inner_;
    typename Hash::prefix outer_;
};

/// Hashes bodies of one kind: the polls of a task repeat theirs, and those of other tasks begin like it.
template <class Hash>
class body_hash {
public:
    [[nodiscard]] bool is_last(std::string_view body) const noexcept { return whole_ && body == last_; }

    [[nodiscard]] sha256_digest of(Hash& hash, std::string_view body)
    {
        auto const beginning = body.substr(0, sha256_block_bytes);
        bool const alike = beginning.size() == sha256_block_bytes && last_.starts_with(beginning);
        if (alike && !begins_hashed_) {
            beginning_ = {};
            hash.extend(beginning_, beginning);
        }
        begins_hashed_ = alike;
        auto const digest =
            alike ? hash.finish(beginning_, body.substr(sha256_block_bytes)) : hash.finish(nothing_, body);
        bool const keep = alike && body.size() <= 1024; // a submit does not come again
        last_ = keep ? body : beginning;
        whole_ = keep;
        return digest;
    }

private:
    typename Hash::prefix const nothing_{};
    std::string last_;
    bool whole_ = false; ///< Whether `last_` is all of it, and hashed.
    typename Hash::prefix beginning_;
    bool begins_hashed_ = false; ///< Whether `beginning_` stands for the first block of `last_`.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
