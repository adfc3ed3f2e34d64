#ifndef JIMENG_SIGN_SHA256_HPP
#define JIMENG_SIGN_SHA256_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <span>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The SHA-256 hash of these bytes.
/// @throws std::runtime_error When OpenSSL offers no SHA-256, which a strange configuration may cause.
[[nodiscard]] JIMENG_DECL sha256_digest sha256(std::string_view bytes);

/// The HMAC-SHA256 of a message. The key may be empty or longer than a block.
/// @throws std::runtime_error As `sha256`.
/// @par Source RFC 2104.
[[nodiscard]] JIMENG_DECL sha256_digest hmac_sha256(std::span<unsigned char const> key, std::string_view message);

/// Two lower-case hexadecimal digits for each byte.
[[nodiscard]] inline std::string to_hex(std::span<unsigned char const> bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (unsigned char const byte : bytes)
        text += {digits[byte >> 4], digits[byte & 15]};
    return text;
}

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/sha256.ipp>
#endif

#endif
