#ifndef JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_TEXT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

inline constexpr std::size_t hex_digest_size = 64;
inline constexpr std::size_t date_size = 16; ///< `YYYYMMDDTHHMMSSZ`

#if defined(__GNUC__)

/// Sixteen bytes as compilers of both families take them, for any processor.
using sixteen_bytes [[gnu::vector_size(16)]] = unsigned char;

inline sixteen_bytes hex_digits(sixteen_bytes nibbles) noexcept
{
    return nibbles + static_cast<unsigned char>('0') +
           (static_cast<sixteen_bytes>(nibbles > 9) & static_cast<unsigned char>('a' - '9' - 1));
}

/// The digits of sixteen bytes.
struct half_hex {
    [[gnu::always_inline]] explicit half_hex(unsigned char const* half) noexcept
    {
        sixteen_bytes bytes;
        std::memcpy(&bytes, half, sizeof bytes);
        auto const high = hex_digits(bytes >> 4);
        auto const low = hex_digits(bytes & 15);
        first = __builtin_shufflevector(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        second = __builtin_shufflevector(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    [[gnu::always_inline]] void write(char* to) const noexcept
    {
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + sizeof first, &second, sizeof second);
    }

    sixteen_bytes first;
    sixteen_bytes second;
};

/// 64 lower-case digits, to each of these places.
template <class... Place>
[[gnu::always_inline]] inline void write_hex(sha256_digest const& digest, Place*... to) noexcept
{
    half_hex const head{digest.data()};
    half_hex const end{digest.data() + 16};
    ((head.write(to), end.write(to + 32)), ...);
}

#else

/// 64 lower-case digits, to each of these places.
template <class... Place>
void write_hex(sha256_digest const& digest, Place*... to) noexcept
{
    auto const digit = [](int nibble) { return static_cast<char>(nibble + (nibble > 9 ? 'a' - 10 : '0')); };
    for (unsigned char const byte : digest) {
        ((*to++ = digit(byte >> 4)), ...);
        ((*to++ = digit(byte & 15)), ...);
    }
}

#endif

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

/// Whether two pieces of memory differ, in words that overlap where the size is no multiple of theirs.
template <class Word>
bool differ_in_words(char const* a, char const* b, std::size_t size) noexcept
{
    auto const difference = [&](std::size_t at) {
        Word from_a, from_b;
        std::memcpy(&from_a, a + at, sizeof(Word));
        std::memcpy(&from_b, b + at, sizeof(Word));
        return from_a ^ from_b;
    };
    auto all = difference(size - sizeof(Word));
    for (std::size_t at = 0; at + sizeof(Word) < size; at += sizeof(Word))
        all = all | difference(at);
    if constexpr (sizeof(Word) > sizeof(std::uint64_t)) {
        std::uint64_t halves[2];
        std::memcpy(halves, &all, sizeof halves);
        return (halves[0] | halves[1]) != 0;
    } else {
        return all != 0;
    }
}

/// Equality for short texts, without a call.
inline bool same_text(std::string_view a, std::string_view b) noexcept
{
    auto const size = a.size();
    if (size != b.size()) return false;
#if defined(__GNUC__)
    if (size >= sizeof(sixteen_bytes)) return !differ_in_words<sixteen_bytes>(a.data(), b.data(), size);
#endif
    if (size >= 8) return !differ_in_words<std::uint64_t>(a.data(), b.data(), size);
    if (size >= 4) return !differ_in_words<std::uint32_t>(a.data(), b.data(), size);
    for (std::size_t at = 0; at != size; ++at)
        if (a[at] != b[at]) return false;
    return true;
}

/// `00` to `99`.
inline constexpr auto two_digits = [] {
    std::array<std::array<char, 2>, 100> all{};
    for (std::size_t i = 0; i != all.size(); ++i)
        all[i] = {static_cast<char>('0' + i / 10), static_cast<char>('0' + i % 10)};
    return all;
}();

/// `HHMMSS` of a second of the day.
inline void write_clock(char* to, std::chrono::seconds since_midnight) noexcept
{
    auto const second = static_cast<unsigned>(since_midnight.count());
    auto const minute = second / 60;
    std::memcpy(to, two_digits[minute / 60].data(), 2);
    std::memcpy(to + 2, two_digits[minute % 60].data(), 2);
    std::memcpy(to + 4, two_digits[second % 60].data(), 2);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
