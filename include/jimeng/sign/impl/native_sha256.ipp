#ifndef JIMENG_SIGN_IMPL_NATIVE_SHA256_IPP
#define JIMENG_SIGN_IMPL_NATIVE_SHA256_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/native_sha256.hpp>

#include <cstring>

// Asked of the architecture alone, so that all files of a program get the same answer whatever flags they have.
#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define JIMENG_SHA_INSTRUCTIONS __attribute__((target("sha,sse4.1")))

#include <cpuid.h>
#include <smmintrin.h>

namespace jimeng::inline JIMENG_ABI::detail {

/// @par Source FIPS 180-4, 4.2.2.
alignas(16) inline constexpr std::uint32_t sha256_constants[64]{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// The three instructions as compilers name them: <immintrin.h> would bring thousands of others along.
JIMENG_SHA_INSTRUCTIONS inline __m128i sha256_two_rounds(__m128i cdgh, __m128i abef, __m128i words) noexcept
{
    return reinterpret_cast<__m128i>(__builtin_ia32_sha256rnds2(
        reinterpret_cast<__v4si>(cdgh), reinterpret_cast<__v4si>(abef), reinterpret_cast<__v4si>(words)));
}
JIMENG_SHA_INSTRUCTIONS inline __m128i sha256_message_1(__m128i a, __m128i b) noexcept
{
    return reinterpret_cast<__m128i>(
        __builtin_ia32_sha256msg1(reinterpret_cast<__v4si>(a), reinterpret_cast<__v4si>(b)));
}
JIMENG_SHA_INSTRUCTIONS inline __m128i sha256_message_2(__m128i a, __m128i b) noexcept
{
    return reinterpret_cast<__m128i>(
        __builtin_ia32_sha256msg2(reinterpret_cast<__v4si>(a), reinterpret_cast<__v4si>(b)));
}

/// SHA-256 in registers, from the first block to the last.
class sha256_registers {
public:
    JIMENG_SHA_INSTRUCTIONS explicit sha256_registers(sha256_words const& words) noexcept
        : abef_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(words.data()))},
          cdgh_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(words.data()) + 1)}
    {}

    JIMENG_SHA_INSTRUCTIONS void store(sha256_words& words) const noexcept
    {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(words.data()), abef_);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(words.data()) + 1, cdgh_);
    }

    JIMENG_SHA_INSTRUCTIONS sha256_digest digest() const noexcept
    {
        auto const feba = _mm_shuffle_epi32(abef_, 0x1B), dchg = _mm_shuffle_epi32(cdgh_, 0xB1);
        sha256_digest digest;
        auto* const to = reinterpret_cast<__m128i*>(digest.data());
        _mm_storeu_si128(to, big_endian(_mm_blend_epi16(feba, dchg, 0xF0)));
        _mm_storeu_si128(to + 1, big_endian(_mm_alignr_epi8(dchg, feba, 8)));
        return digest;
    }

    JIMENG_SHA_INSTRUCTIONS void compress(char const* blocks, std::size_t bytes) noexcept
    {
        for (auto const* const end = blocks + bytes; blocks != end; blocks += 64)
            compress(reinterpret_cast<__m128i const*>(blocks));
    }

private:
    JIMENG_SHA_INSTRUCTIONS static __m128i big_endian(__m128i words) noexcept
    {
        return _mm_shuffle_epi8(words, _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
    }

    /// @par Source FIPS 180-4, 6.2.2: four rounds at a time.
    JIMENG_SHA_INSTRUCTIONS void compress(__m128i const* block) noexcept
    {
        auto const* constants = reinterpret_cast<__m128i const*>(sha256_constants);
        asm volatile("" : "+r"(constants)); // compilers that know the values copy them all to the stack first
        __m128i message[4] = {big_endian(_mm_loadu_si128(block)), big_endian(_mm_loadu_si128(block + 1)),
                              big_endian(_mm_loadu_si128(block + 2)), big_endian(_mm_loadu_si128(block + 3))};
        auto const abef = abef_, cdgh = cdgh_;
#pragma GCC unroll 16
        for (int i = 0; i != 16; ++i) {
            auto& words = message[i % 4];
            auto const last = message[(i + 3) % 4];
            if (i >= 4)
                words = sha256_message_2(_mm_add_epi32(sha256_message_1(words, message[(i + 1) % 4]),
                                                       _mm_alignr_epi8(last, message[(i + 2) % 4], 4)),
                                         last);
            auto const sum = _mm_add_epi32(words, constants[i]);
            cdgh_ = sha256_two_rounds(cdgh_, abef_, sum);
            abef_ = sha256_two_rounds(abef_, cdgh_, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef_ = _mm_add_epi32(abef_, abef);
        cdgh_ = _mm_add_epi32(cdgh_, cdgh);
    }

    __m128i abef_;
    __m128i cdgh_;
};

inline bool ask_for_sha_instructions() noexcept
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned ssse3 = 1U << 9, sse41 = 1U << 19, sha = 1U << 29;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3) == 0 || (c & sse41) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

[[gnu::flatten]] JIMENG_SHA_INSTRUCTIONS inline void native_extend(sha256_words& words,
                                                                   std::string_view blocks) noexcept
{
    sha256_registers state{words};
    state.compress(blocks.data(), blocks.size());
    state.store(words);
}

/// The last bytes of a message are followed by one bit, zeros up to the end of a block, and the length in bits. All that
/// is written before anything is hashed: a processor reads what it has just written sooner if that is done by then.
/// @par Source FIPS 180-4, 5.1.1.
[[gnu::flatten]] JIMENG_SHA_INSTRUCTIONS inline sha256_digest
native_finish(sha256_words const& words, std::string_view rest, std::uint64_t bytes_before) noexcept
{
    static constexpr char padding[64 + 8] = {'\x80'};
    auto const left = rest.size() % 64, whole = rest.size() - left;
    alignas(16) char tail[64 + sizeof padding];
    std::size_t at = 0;
    for (; at + 16 <= left; at += 16) // in the pieces in which it is read again
        std::memcpy(tail + at, rest.data() + whole + at, 16);
    rest.copy(tail + at, left - at, whole + at);
    std::memcpy(tail + left, padding, sizeof padding);
    std::size_t const size = left + 9 > 64 ? 128 : 64;
    auto const bits = __builtin_bswap64((bytes_before + rest.size()) * 8);
    std::memcpy(tail + size - sizeof bits, &bits, sizeof bits);
    sha256_registers state{words};
    state.compress(rest.data(), whole);
    state.compress(tail, size);
    return state.digest();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL bool native_sha256::available() noexcept
{
#ifdef JIMENG_SHA_INSTRUCTIONS
    static bool const has = detail::ask_for_sha_instructions(); // asking takes a microsecond on a virtual machine
    return has;
#else
    return false;
#endif
}

JIMENG_DECL native_sha256::native_sha256()
{
    if (!available()) elsewhere_.emplace();
}

JIMENG_DECL void native_sha256::extend(prefix& before, std::string_view whole_blocks)
{
    if (elsewhere_) return elsewhere_->extend(before.elsewhere_, whole_blocks);
#ifdef JIMENG_SHA_INSTRUCTIONS
    detail::native_extend(before.words_, whole_blocks);
    before.bytes_ += whole_blocks.size();
#endif
}

JIMENG_DECL sha256_digest native_sha256::finish(prefix const& before, std::string_view rest)
{
#ifdef JIMENG_SHA_INSTRUCTIONS
    if (!elsewhere_) return detail::native_finish(before.words_, rest, before.bytes_);
#endif
    return elsewhere_->finish(before.elsewhere_, rest);
}

} // namespace jimeng::inline JIMENG_ABI

#undef JIMENG_SHA_INSTRUCTIONS

#endif
