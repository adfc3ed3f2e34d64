#ifndef JIMENG_SIGN_DETAIL_NATIVE_ROUNDS_HPP
#define JIMENG_SIGN_DETAIL_NATIVE_ROUNDS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_arm.hpp>
#include <jimeng/sign/detail/sha256_tail.hpp>
#include <jimeng/sign/detail/sha256_x86.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

#ifdef JIMENG_HAS_NATIVE_SHA256

inline bool has_sha256_instructions() noexcept
{
    static bool const has = ask_for_sha256_instructions(); // asking takes a microsecond on a virtual machine
    return has;
}

constexpr sha256_words native_order(sha256_words const& words) noexcept
{
    return sha256_registers::stored(words);
}

// The state stays in registers from the first block to the last.

[[gnu::always_inline]] JIMENG_NATIVE_SHA256 inline void compress_blocks(sha256_registers& state, char const* text,
                                                                        std::size_t bytes) noexcept
{
    auto const* block = reinterpret_cast<unsigned char const*>(text);
    for (auto left = bytes / sha256_block_bytes; left != 0; --left, block += sha256_block_bytes)
        state.compress(block);
}

[[gnu::always_inline]] JIMENG_NATIVE_SHA256 inline sha256_digest digest_of(sha256_registers const& state) noexcept
{
    sha256_digest digest;
    state.store(digest);
    return digest;
}

JIMENG_NATIVE_SHA256 inline void native_extend(sha256_words& stored, std::string_view whole_blocks) noexcept
{
    sha256_registers state{stored};
    compress_blocks(state, whole_blocks.data(), whole_blocks.size());
    state.store(stored);
}

JIMENG_NATIVE_SHA256 inline sha256_digest native_finish(sha256_words const& stored, std::uint64_t bytes_before,
                                                        std::string_view rest) noexcept
{
    sha256_tail const tail{rest, bytes_before};
    auto const whole = rest.size() / sha256_block_bytes;
    auto const* block = whole != 0 ? reinterpret_cast<unsigned char const*>(rest.data()) : tail.data();
    sha256_registers state{stored};
    for (auto left = whole + tail.blocks(); left != 0; --left) {
        state.compress(block);
        block = left == tail.blocks() + 1 ? tail.data() : block + sha256_block_bytes;
    }
    return digest_of(state);
}

JIMENG_NATIVE_SHA256 inline sha256_digest native_finish_padded(sha256_words const& stored, char const* text,
                                                               std::size_t bytes) noexcept
{
    sha256_registers state{stored};
    compress_blocks(state, text, bytes);
    return digest_of(state);
}

JIMENG_NATIVE_SHA256 inline sha256_digest native_finish_nested(sha256_words const& inner, sha256_words const& outer,
                                                               char const* text, std::size_t bytes) noexcept
{
    sha256_registers first{inner};
    compress_blocks(first, text, bytes);
    sha256_registers second{outer};
    second.compress_hash(first);
    return digest_of(second);
}

#else

// Nothing of this is called: without instructions everything goes to OpenSSL. Should a program be put together of files
// of which only some were compiled for a processor with them, it ends here rather than with a wrong hash.

[[noreturn]] inline void no_sha256_instructions() noexcept
{
    std::terminate();
}

inline bool has_sha256_instructions() noexcept
{
    return false;
}
constexpr sha256_words native_order(sha256_words const& words) noexcept
{
    return words;
}
inline void native_extend(sha256_words&, std::string_view) noexcept
{
    no_sha256_instructions();
}
inline sha256_digest native_finish(sha256_words const&, std::uint64_t, std::string_view) noexcept
{
    no_sha256_instructions();
}
inline sha256_digest native_finish_padded(sha256_words const&, char const*, std::size_t) noexcept
{
    no_sha256_instructions();
}
inline sha256_digest native_finish_nested(sha256_words const&, sha256_words const&, char const*, std::size_t) noexcept
{
    no_sha256_instructions();
}
template <class... Place>
void write_hex_in_lanes(sha256_digest const&, char*, Place...) noexcept
{
    no_sha256_instructions();
}

#endif

inline constexpr sha256_words native_start = native_order(sha256_start);

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
