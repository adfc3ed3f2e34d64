#ifndef JIMENG_SIGN_DETAIL_SHA256_ROUNDS_HPP
#define JIMENG_SIGN_DETAIL_SHA256_ROUNDS_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// The eight words that SHA-256 carries from block to block.
using sha256_words = std::array<std::uint32_t, 8>;

inline constexpr std::size_t sha256_block_bytes = 64;

/// What every form of the rounds shares: portable, at compile time, and with the processor's instructions.
/// @par Source FIPS 180-4, 4.2.2 and 5.3.3.
inline constexpr sha256_words sha256_start{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

alignas(64) inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// One round, with its position known at compile time: where each word lies turns instead of the words.
template <std::size_t Round>
[[gnu::always_inline]] constexpr void sha256_round(sha256_words& turned, std::array<std::uint32_t, 16>& message,
                                                   std::size_t first) noexcept
{
    auto const at = [&](std::size_t word) -> std::uint32_t& { return turned[(word + 64 - Round) % 8]; };
    auto& word = message[Round];
    if (first != 0) {
        auto const before = message[(Round + 1) % 16];
        auto const behind = message[(Round + 14) % 16];
        auto const small0 = std::rotr(before, 7) ^ std::rotr(before, 18) ^ before >> 3;
        auto const small1 = std::rotr(behind, 17) ^ std::rotr(behind, 19) ^ behind >> 10;
        word += small0 + message[(Round + 9) % 16] + small1;
    }
    auto const a = at(0), b = at(1), c = at(2), e = at(4), f = at(5), g = at(6);
    auto const big1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    auto const temporary = at(7) + big1 + (g ^ (e & (f ^ g))) + sha256_constants[first + Round] + word;
    auto const big0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    at(3) += temporary;
    at(7) = temporary + big0 + ((a & b) | (c & (a | b)));
}

template <std::size_t... Round>
[[gnu::always_inline]] constexpr void sha256_sixteen_rounds(sha256_words& turned,
                                                            std::array<std::uint32_t, 16>& message, std::size_t first,
                                                            std::index_sequence<Round...>) noexcept
{
    (sha256_round<Round>(turned, message, first), ...);
}

template <class Byte>
constexpr std::uint32_t sha256_big_endian(Byte const* bytes) noexcept
{
    auto const byte = [&](int i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])}; };
    return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
}

/// One compression, in plain C++: at compile time, and where the processor knows no SHA.
/// @param block  64 bytes of any character type.
/// @par Source FIPS 180-4, 6.2.2.
template <class Byte>
constexpr void sha256_compress(sha256_words& state, Byte const* block) noexcept
{
    std::array<std::uint32_t, 16> message{};
    for (std::size_t i = 0; i != message.size(); ++i, block += 4)
        message[i] = sha256_big_endian(block);
    auto turned = state;
    for (std::size_t first = 0; first != 64; first += 16)
        sha256_sixteen_rounds(turned, message, first, std::make_index_sequence<16>{});
    for (std::size_t i = 0; i != state.size(); ++i)
        state[i] += turned[i];
}

/// The state after the whole blocks that a text begins with; what is left of it is not looked at.
constexpr sha256_words sha256_midstate(std::string_view text) noexcept
{
    auto state = sha256_start;
    for (; text.size() >= sha256_block_bytes; text.remove_prefix(sha256_block_bytes))
        sha256_compress(state, text.data());
    return state;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
