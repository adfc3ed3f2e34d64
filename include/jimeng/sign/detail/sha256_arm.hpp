#ifndef JIMENG_SIGN_DETAIL_SHA256_ARM_HPP
#define JIMENG_SIGN_DETAIL_SHA256_ARM_HPP

#if defined(__aarch64__) && (defined(__ARM_FEATURE_SHA2) || defined(__ARM_FEATURE_CRYPTO))
#define JIMENG_HAS_NATIVE_SHA256 1

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>

#define JIMENG_NATIVE_SHA256

namespace jimeng::inline JIMENG_ABI::detail {

/// The compiler was told that they are there, and uses them anywhere.
constexpr bool ask_for_sha256_instructions() noexcept
{
    return true;
}

/// The eight words in registers, as the instructions want them.
class sha256_registers {
public:
    static constexpr sha256_words stored(sha256_words const& words) noexcept { return words; }

    explicit sha256_registers(sha256_words const& stored) noexcept
        : abcd_{vld1q_u32(stored.data())},
          efgh_{vld1q_u32(stored.data() + 4)}
    {}

    void store(sha256_words& to) const noexcept
    {
        vst1q_u32(to.data(), abcd_);
        vst1q_u32(to.data() + 4, efgh_);
    }

    void compress(unsigned char const* block) noexcept
    {
        auto const lane = [block](int i) { return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(block + 16 * i))); };
        compress(lane(0), lane(1), lane(2), lane(3));
    }

    /// Compresses the last block of a message of one key block and a hash: HMAC's outer one.
    void compress_hash(sha256_registers const& hash) noexcept
    {
        static constexpr std::uint32_t end[8] = {0x80000000, 0, 0, 0, 0, 0, 0, 8 * (64 + 32)};
        compress(hash.abcd_, hash.efgh_, vld1q_u32(end), vld1q_u32(end + 4));
    }

    void store(sha256_digest& to) const noexcept
    {
        vst1q_u8(to.data(), vrev32q_u8(vreinterpretq_u8_u32(abcd_)));
        vst1q_u8(to.data() + 16, vrev32q_u8(vreinterpretq_u8_u32(efgh_)));
    }

private:
    void compress(uint32x4_t first, uint32x4_t second, uint32x4_t third, uint32x4_t fourth) noexcept
    {
        uint32x4_t message[4] = {first, second, third, fourth};
        auto const abcd = abcd_;
        auto const efgh = efgh_;
#pragma GCC unroll 16
        for (int i = 0; i != 16; ++i) {
            if (i >= 4)
                message[i % 4] = vsha256su1q_u32(vsha256su0q_u32(message[i % 4], message[(i + 1) % 4]),
                                                 message[(i + 2) % 4], message[(i + 3) % 4]);
            four_rounds(vaddq_u32(message[i % 4], vld1q_u32(sha256_constants.data() + 4 * i)));
        }
        abcd_ = vaddq_u32(abcd_, abcd);
        efgh_ = vaddq_u32(efgh_, efgh);
    }

    void four_rounds(uint32x4_t words) noexcept
    {
        auto const before = abcd_;
        abcd_ = vsha256hq_u32(before, efgh_, words);
        efgh_ = vsha256h2q_u32(efgh_, before, words);
    }

    uint32x4_t abcd_;
    uint32x4_t efgh_;
};

/// The same digits at each of these places.
template <class... Place>
void write_hex_in_lanes(sha256_digest const& digest, char* text, Place... at) noexcept
{
    write_hex(digest, (text + at)...);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif

#endif
