#ifndef JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

inline constexpr std::size_t sha256_block_bytes = 64;
inline constexpr std::size_t hex_digest_size = 64;
inline constexpr std::size_t date_size = 16; ///< `YYYYMMDDTHHMMSSZ`

/// Without blanks and tabs at both ends.
constexpr std::string_view trimmed(std::string_view value) noexcept
{
    auto const first = std::min(value.find_first_not_of(" \t"), value.size());
    return value.substr(first, value.find_last_not_of(" \t") + 1 - first);
}

/// Writes 64 lower-case digits, in pieces of sixteen: the next hash reads such pieces, and a processor hands over to it
/// what was just written, but not what was written byte by byte.
inline void write_hex(sha256_digest const& digest, char* to) noexcept
{
#if defined(__GNUC__)
    using sixteen [[gnu::vector_size(16)]] = unsigned char;
    auto const digits = [](sixteen nibbles) {
        return nibbles + static_cast<unsigned char>('0') +
               (static_cast<sixteen>(nibbles > 9) & static_cast<unsigned char>('a' - '9' - 1));
    };
    for (std::size_t at = 0; at != digest.size(); at += sizeof(sixteen), to += 2 * sizeof(sixteen)) {
        sixteen bytes;
        std::memcpy(&bytes, digest.data() + at, sizeof bytes);
        auto const high = digits(bytes >> 4), low = digits(bytes & 15);
        auto const first = __builtin_shufflevector(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        auto const second =
            __builtin_shufflevector(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + sizeof first, &second, sizeof second);
    }
#else
    for (unsigned char const byte : digest)
        for (int const nibble : {byte >> 4, byte & 15})
            *to++ = static_cast<char>(nibble + (nibble > 9 ? 'a' - 10 : '0'));
#endif
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
