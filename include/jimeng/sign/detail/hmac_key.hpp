#ifndef JIMENG_SIGN_DETAIL_HMAC_KEY_HPP
#define JIMENG_SIGN_DETAIL_HMAC_KEY_HPP

#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/padded_text.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>
#include <jimeng/sign/signing_scope.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace jimeng::detail {

/// A key for HMAC-SHA256 whose two padded blocks are hashed already: a message then costs its own blocks and one more.
/// @par Source RFC 2104, section 4.
template <class Hash>
class hmac_key {
public:
    hmac_key() = default;
    hmac_key(Hash& hash, std::string_view key)
    {
        sha256_digest shortened{};
        if (key.size() > sha256_block_bytes) {
            shortened = hash.finish({}, key);
            key = view_of(shortened);
        }
        pad(hash, inner_, key, 0x36);
        pad(hash, outer_, key, 0x5c);
        wipe(shortened.data(), shortened.size());
    }

    [[nodiscard]] sha256_digest sign(Hash& hash, std::string_view message) const
    {
        auto const inner = hash.finish(inner_, message);
        return hash.finish(outer_, view_of(inner));
    }

    /// @param message  Padded behind the 64 bytes of the key.
    [[nodiscard]] sha256_digest sign(Hash& hash, padded_text const& message) const
    {
        return message.finish_nested(hash, inner_, outer_);
    }

private:
    static void pad(Hash& hash, typename Hash::prefix& padded, std::string_view key, unsigned char with)
    {
        std::array<char, sha256_block_bytes> block;
        block.fill(static_cast<char>(with));
        for (std::size_t i = 0; i != key.size(); ++i)
            block[i] = static_cast<char>(static_cast<unsigned char>(key[i]) ^ with);
        hash.extend(padded, {block.data(), block.size()});
        wipe(block.data(), block.size());
    }

    typename Hash::prefix inner_;
    typename Hash::prefix outer_;
};

/// The key of one day, region and service; see `signing_key`.
template <class Hash>
hmac_key<Hash> derive_signing_key(Hash& hash, secret const& secret_access_key, std::string_view date8,
                                  signing_scope const& scope)
{
    hmac_key<Hash> key{hash, secret_access_key.reveal()};
    for (std::string_view const part :
         {date8, std::string_view{scope.region}, std::string_view{scope.service}, std::string_view{"request"}}) {
        auto link = key.sign(hash, part); // signs as well as the end of the chain does
        key = hmac_key<Hash>{hash, view_of(link)};
        wipe(link.data(), link.size());
    }
    return key;
}

} // namespace jimeng::detail

#endif
