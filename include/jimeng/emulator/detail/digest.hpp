#ifndef JIMENG_EMULATOR_DETAIL_DIGEST_HPP
#define JIMENG_EMULATOR_DETAIL_DIGEST_HPP

#include <jimeng/core/config.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// 32 bytes.
[[nodiscard]] inline std::string sha256_of(std::string_view data)
{
    std::string digest(32, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(digest.data());
    if (EVP_Digest(data.data(), data.size(), out, nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("jimeng: OpenSSL could not compute a SHA-256");
    return digest;
}

/// 32 bytes.
[[nodiscard]] inline std::string hmac_of(std::string_view key, std::string_view data)
{
    std::string digest(32, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(digest.data());
    auto const* const in = reinterpret_cast<unsigned char const*>(data.data());
    // An empty view may hold a null pointer, which OpenSSL reads as "use the last key".
    char const* const key_bytes = key.empty() ? "" : key.data();
    if (HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()), in, data.size(), out, nullptr) == nullptr)
        throw std::runtime_error("jimeng: OpenSSL could not compute an HMAC");
    return digest;
}

[[nodiscard]] inline std::string hex_of(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

/// The first eight bytes as a number.
[[nodiscard]] inline std::uint64_t number_of(std::string_view digest) noexcept
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i != 8 && i != digest.size(); ++i)
        number = number << 8 | static_cast<unsigned char>(digest[i]);
    return number;
}

/// Takes equally long for every pair of texts of one length.
[[nodiscard]] inline bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
