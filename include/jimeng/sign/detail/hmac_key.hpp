#ifndef JIMENG_SIGN_DETAIL_HMAC_KEY_HPP
#define JIMENG_SIGN_DETAIL_HMAC_KEY_HPP

#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>
#include <jimeng/sign/signing_key.hpp>

#include <cstddef>
#include <cstring>

namespace jimeng::detail {

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

    /// @param message  Padded behind the block of the key.
    [[nodiscard]] sha256_digest sign(Hash& hash, padded_text const& message) const
    {
        struct outer_block {
            sha256_digest inner;
            unsigned char padding[32]{0x80};
        } block{message.finish(hash, inner_)};
        block.padding[30] = 3; // 768 bits: the block of the key, and the inner hash
        return finish_padded(hash, outer_, view_of(block.inner), sizeof block);
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

} // namespace jimeng::detail

#endif
