#ifndef JIMENG_SIGN_DETAIL_SHA256_TAIL_HPP
#define JIMENG_SIGN_DETAIL_SHA256_TAIL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// The end of a message as SHA-256 wants it: what fills no block, one bit, zeros, and the length in bits.
class sha256_tail {
public:
    sha256_tail(std::string_view message, std::uint64_t bytes_before) noexcept
        : size_{message.size() % sha256_block_bytes}
    {
        clear(std::make_index_sequence<sizeof bytes_ / 16>{});
        copy_from(message);
        bytes_[headroom + size_] = 0x80;
        auto const bits = (bytes_before + message.size()) * 8;
        auto* const end = bytes_ + headroom + blocks() * sha256_block_bytes;
        write_length(end - 8, bits, std::make_index_sequence<8>{});
    }

    [[nodiscard]] unsigned char const* data() const noexcept { return bytes_ + headroom; }
    [[nodiscard]] std::size_t blocks() const noexcept { return size_ + 9 > sha256_block_bytes ? 2 : 1; }

private:
    static constexpr std::size_t headroom = 16;

    /// One store after the other: of a loop, or of memset, compilers make an instruction that is slow to start.
    template <std::size_t... Piece>
    void clear(std::index_sequence<Piece...>) noexcept
    {
        constexpr std::array<unsigned char, 16> zeros{};
        (std::memcpy(bytes_ + Piece * zeros.size(), zeros.data(), zeros.size()), ...);
    }

    template <std::size_t... Byte>
    static void write_length(unsigned char* to, std::uint64_t bits, std::index_sequence<Byte...>) noexcept
    {
        ((to[Byte] = static_cast<unsigned char>(bits >> (56 - 8 * Byte))), ...);
    }

    /// In pieces of sixteen bytes, the last one overlapping the one before: no call for a few bytes.
    void copy_from(std::string_view message) noexcept
    {
        auto const* const from = message.data() + (message.size() - size_);
        if (message.size() < 16) {
            for (std::size_t at = 0; at != size_; ++at)
                bytes_[headroom + at] = static_cast<unsigned char>(from[at]);
            return;
        }
        for (std::size_t at = 0; at + 16 <= size_; at += 16)
            std::memcpy(bytes_ + headroom + at, from + at, 16);
        std::memcpy(bytes_ + size_, message.data() + message.size() - 16, 16);
    }

    alignas(16) unsigned char bytes_[headroom + 2 * sha256_block_bytes];
    std::size_t size_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
