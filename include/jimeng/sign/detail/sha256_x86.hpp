#ifndef JIMENG_SIGN_DETAIL_SHA256_X86_HPP
#define JIMENG_SIGN_DETAIL_SHA256_X86_HPP

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define JIMENG_HAS_NATIVE_SHA256 1

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <cpuid.h>
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#define JIMENG_NATIVE_SHA256 __attribute__((target("sha,sse4.1,ssse3")))

namespace jimeng::inline JIMENG_ABI::detail {

inline bool ask_for_sha256_instructions() noexcept
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned ssse3 = 1U << 9, sse41 = 1U << 19, sha = 1U << 29;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3) == 0 || (c & sse41) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

/// The eight words in registers, as the instructions want them.
class sha256_registers {
public:
    /// Between two uses they lie in memory in the same order: F E B A and H G D C.
    static constexpr sha256_words stored(sha256_words const& words) noexcept
    {
        return {words[5], words[4], words[1], words[0], words[7], words[6], words[3], words[2]};
    }

    JIMENG_NATIVE_SHA256 explicit sha256_registers(sha256_words const& stored) noexcept
        : abef_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(stored.data()))},
          cdgh_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(stored.data() + 4))}
    {}

    JIMENG_NATIVE_SHA256 void store(sha256_words& to) const noexcept
    {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to.data()), abef_);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to.data() + 4), cdgh_);
    }

    JIMENG_NATIVE_SHA256 void compress(unsigned char const* block) noexcept
    {
        auto const* const lanes = reinterpret_cast<__m128i const*>(block);
        auto const lane = [lanes](int i) JIMENG_NATIVE_SHA256 {
            return _mm_shuffle_epi8(_mm_loadu_si128(lanes + i), big_endian());
        };
        compress(lane(0), lane(1), lane(2), lane(3));
    }

    /// Compresses the last block of a message of one key block and a hash: HMAC's outer one.
    JIMENG_NATIVE_SHA256 void compress_hash(sha256_registers const& hash) noexcept
    {
        constexpr int bits = 8 * (64 + 32);
        compress(hash.abcd(), hash.efgh(), _mm_setr_epi32(INT32_MIN, 0, 0, 0), _mm_setr_epi32(0, 0, 0, bits));
    }

    JIMENG_NATIVE_SHA256 void store(sha256_digest& to) const noexcept
    {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to.data()), _mm_shuffle_epi8(abcd(), big_endian()));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to.data() + 16), _mm_shuffle_epi8(efgh(), big_endian()));
    }

private:
    JIMENG_NATIVE_SHA256 static __m128i big_endian() noexcept
    {
        return _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    }

    JIMENG_NATIVE_SHA256 __m128i abcd() const noexcept
    {
        return _mm_blend_epi16(_mm_shuffle_epi32(abef_, 0x1B), _mm_shuffle_epi32(cdgh_, 0xB1), 0xF0);
    }
    JIMENG_NATIVE_SHA256 __m128i efgh() const noexcept
    {
        return _mm_alignr_epi8(_mm_shuffle_epi32(cdgh_, 0xB1), _mm_shuffle_epi32(abef_, 0x1B), 8);
    }

    JIMENG_NATIVE_SHA256 void compress(__m128i first, __m128i second, __m128i third, __m128i fourth) noexcept
    {
        auto const* const constants = reinterpret_cast<__m128i const*>(sha256_constants.data());
        __m128i message[4] = {first, second, third, fourth};
        auto const abef = abef_;
        auto const cdgh = cdgh_;
#pragma GCC unroll 16
        for (int i = 0; i != 16; ++i) {
            if (i >= 4) message[i % 4] = next(message, i);
            four_rounds(_mm_add_epi32(message[i % 4], constants[i]));
        }
        abef_ = _mm_add_epi32(abef_, abef);
        cdgh_ = _mm_add_epi32(cdgh_, cdgh);
    }

    /// The four words that take the place of those sixteen rounds before.
    JIMENG_NATIVE_SHA256 static __m128i next(__m128i const* message, int i) noexcept
    {
        auto const last = message[(i + 3) % 4];
        auto const sum = _mm_add_epi32(_mm_sha256msg1_epu32(message[i % 4], message[(i + 1) % 4]),
                                       _mm_alignr_epi8(last, message[(i + 2) % 4], 4));
        return _mm_sha256msg2_epu32(sum, last);
    }

    JIMENG_NATIVE_SHA256 void four_rounds(__m128i words) noexcept
    {
        cdgh_ = _mm_sha256rnds2_epu32(cdgh_, abef_, words);
        abef_ = _mm_sha256rnds2_epu32(abef_, cdgh_, _mm_shuffle_epi32(words, 0x0E));
    }

    __m128i abef_;
    __m128i cdgh_;
};

/// The 64 digits of a hash, four lanes of sixteen.
class hex_lanes {
public:
    JIMENG_NATIVE_SHA256 explicit hex_lanes(sha256_digest const& digest) noexcept
    {
        auto const digits =
            _mm_setr_epi8('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
        auto const nibble = _mm_set1_epi8(15);
        for (int i = 0; i != 2; ++i) {
            auto const bytes = load(digest.data() + 16 * i);
            auto const high = _mm_shuffle_epi8(digits, _mm_and_si128(_mm_srli_epi16(bytes, 4), nibble));
            auto const low = _mm_shuffle_epi8(digits, _mm_and_si128(bytes, nibble));
            lanes_[2 * i] = _mm_unpacklo_epi8(high, low);
            lanes_[2 * i + 1] = _mm_unpackhi_epi8(high, low);
        }
    }

    /// Writes them into a text, in whole lanes of the text: a processor hands a store over to a load at once only where
    /// the load lies inside the store, and `compress` loads lanes.
    /// @param text  Up to fifteen bytes before and behind the digits are written again as they are.
    JIMENG_NATIVE_SHA256 void write(char* text, std::size_t at) const noexcept
    {
        alignas(16) static constexpr signed char slide[48] = {
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0,  1,  2,  3,  4,  5,  6,  7,
            8,  9,  10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
        auto const shift = at % 16;
        auto const up = load(slide + 16 - shift);
        auto const down = load(slide + 32 - shift);
        auto const taken = _mm_cmpgt_epi8(up, _mm_set1_epi8(-1)); // what the digits take of the first lane
        auto* const to = reinterpret_cast<__m128i*>(text + (at - shift));
        _mm_storeu_si128(to, _mm_or_si128(_mm_andnot_si128(taken, load(to)), _mm_shuffle_epi8(lanes_[0], up)));
        for (int i = 1; i != 4; ++i)
            _mm_storeu_si128(to + i,
                             _mm_or_si128(_mm_shuffle_epi8(lanes_[i - 1], down), _mm_shuffle_epi8(lanes_[i], up)));
        if (shift == 0) return;
        _mm_storeu_si128(to + 4, _mm_or_si128(_mm_and_si128(taken, load(to + 4)), _mm_shuffle_epi8(lanes_[3], down)));
    }

private:
    JIMENG_NATIVE_SHA256 static __m128i load(void const* from) noexcept
    {
        return _mm_loadu_si128(static_cast<__m128i const*>(from));
    }

    __m128i lanes_[4];
};

/// The same digits at each of these places.
template <class... Place>
JIMENG_NATIVE_SHA256 void write_hex_in_lanes(sha256_digest const& digest, char* text, Place... at) noexcept
{
    hex_lanes const lanes{digest};
    (lanes.write(text, at), ...);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif

#endif
