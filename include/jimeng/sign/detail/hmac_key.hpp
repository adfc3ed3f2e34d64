#ifndef JIMENG_SIGN_DETAIL_HMAC_KEY_HPP
#define JIMENG_SIGN_DETAIL_HMAC_KEY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/padded_text.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/sign/sha256_digest.hpp>
#include <jimeng/sign/signing_scope.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// A hash that is as secret as a key.
struct wiped_digest {
    wiped_digest() = default;
    wiped_digest(wiped_digest const&) = delete;
    wiped_digest& operator=(wiped_digest const&) = delete;
    ~wiped_digest() { wipe(bytes.data(), bytes.size()); }

    sha256_digest bytes{};
};

/// A key for HMAC-SHA256 whose two padded blocks are hashed already: a message then costs its own blocks and one more.
/// @par Source RFC 2104, section 4.
template <class Hash>
class hmac_key {
public:
    hmac_key() = default;
    hmac_key(Hash& hash, std::string_view key)
    {
        wiped_digest shortened;
        if (key.size() > sha256_block_bytes) {
            shortened.bytes = sha256(key); // OpenSSL wipes what it worked with
            key = view_of(shortened.bytes);
        }
        pad(hash, inner_, key, 0x36);
        pad(hash, outer_, key, 0x5c);
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
        struct wiped_block {
            ~wiped_block() { wipe(bytes.data(), bytes.size()); }
            std::array<char, sha256_block_bytes> bytes;
        } block;
        block.bytes.fill(static_cast<char>(with));
        for (std::size_t i = 0; i != key.size(); ++i)
            block.bytes[i] = static_cast<char>(static_cast<unsigned char>(key[i]) ^ with);
        hash.extend(padded, {block.bytes.data(), block.bytes.size()});
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
        wiped_digest link; // signs as well as the end of the chain does
        link.bytes = key.sign(hash, part);
        key = hmac_key<Hash>{hash, view_of(link.bytes)};
    }
    return key;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
