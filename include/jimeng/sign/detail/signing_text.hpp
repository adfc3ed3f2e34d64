#ifndef JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP

#include <jimeng/sign/sha256_digest.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::detail {

inline constexpr std::size_t sha256_block_bytes = 64;
inline constexpr std::size_t hex_digest_size = 64;
inline constexpr std::size_t date_size = 16; ///< `YYYYMMDDTHHMMSSZ`

inline std::string_view view_of(sha256_digest const& digest) noexcept
{
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

/// Without blanks and tabs at both ends.
constexpr std::string_view trimmed(std::string_view value) noexcept
{
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t'))
        value.remove_suffix(1);
    return value;
}

/// `00` to `99`.
inline void write_two_digits(char* to, unsigned number) noexcept
{
    to[0] = static_cast<char>('0' + number / 10);
    to[1] = static_cast<char>('0' + number % 10);
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

/// Writes what SHA-256 wants behind a message, up to the end of a block: one bit, zeros, and the length in bits.
/// @param to  Where 72 bytes can be written.
/// @return How many bytes that is.
/// @par Source FIPS 180-4, 5.1.1.
inline std::size_t write_padding(char* to, std::uint64_t message_bytes) noexcept
{
    static constexpr char padding[72] = {'\x80'};
    std::memcpy(to, padding, sizeof padding);
    auto const size = 9 + static_cast<std::size_t>(119 - message_bytes % 64) % 64;
    to += size - 8;
#pragma GCC unroll 8
    for (int i = 0; i != 8; ++i)
        to[i] = static_cast<char>(message_bytes * 8 >> (56 - 8 * i) & 0xFF);
    return size;
}

/// The hash of what a prefix stands for and a text, behind which its padding stands already.
template <class Hash>
sha256_digest finish_padded(Hash& hash, typename Hash::prefix const& before, std::string_view text,
                            std::size_t padded_bytes)
{
    if constexpr (requires { hash.finish_padded(before, text, padded_bytes); })
        return hash.finish_padded(before, text, padded_bytes);
    else
        return hash.finish(before, text);
}

/// A text of constant length that has its padding already.
class padded_text {
public:
    padded_text() = default;
    /// @param bytes_before  Hashed before the text, a multiple of 64.
    explicit padded_text(std::string text, std::size_t bytes_before = 0)
        : padded_{std::move(text)},
          size_{padded_.size()}
    {
        padded_.resize(size_ + 72);
        padded_.resize(size_ + write_padding(&padded_[size_], bytes_before + size_));
    }

    [[nodiscard]] char* data() noexcept { return padded_.data(); }
    [[nodiscard]] std::string_view view() const noexcept { return {padded_.data(), size_}; }

    /// The hash of the text from a position on, which the prefix stands for up to there.
    template <class Hash>
    [[nodiscard]] sha256_digest finish(Hash& hash, typename Hash::prefix const& before, std::size_t from = 0) const
    {
        return finish_padded(hash, before, {padded_.data() + from, size_ - from}, padded_.size() - from);
    }

private:
    std::string padded_;
    std::size_t size_ = 0;
};

} // namespace jimeng::detail

#endif
