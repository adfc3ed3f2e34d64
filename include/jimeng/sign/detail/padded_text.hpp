#ifndef JIMENG_SIGN_DETAIL_PADDED_TEXT_HPP
#define JIMENG_SIGN_DETAIL_PADDED_TEXT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What `write_hex` of a policy may write behind the digits.
inline constexpr std::size_t room_behind_hex = 16;

/// A text of constant length with what SHA-256 wants behind it already there: one bit, zeros, the length in bits. It may
/// hold a token, so its memory is wiped.
class padded_text {
public:
    /// A text with so much room left is not copied.
    static constexpr std::size_t most_padding = 9 + sha256_block_bytes + room_behind_hex;

    padded_text() = default;

    /// @param bytes_before  Hashed before the text, a multiple of 64.
    padded_text(std::string text, std::size_t bytes_before) : text_{std::move(text)}, size_{text_.size()}
    {
        blocks_size_ = (size_ + 9 + sha256_block_bytes - 1) / sha256_block_bytes * sha256_block_bytes;
        text_ += '\x80';
        text_.resize(blocks_size_, '\0');
        auto bits = std::uint64_t{bytes_before + size_} * 8;
        for (auto at = blocks_size_; bits != 0; bits >>= 8)
            text_[--at] = static_cast<char>(bits & 0xFF);
        text_.append(room_behind_hex, '\0');
    }
    padded_text(padded_text&&) noexcept = default;
    padded_text& operator=(padded_text&& other) noexcept
    {
        std::swap(text_, other.text_);
        std::swap(size_, other.size_);
        std::swap(blocks_size_, other.blocks_size_);
        return *this;
    }
    ~padded_text() { wipe(text_.data(), text_.size()); }

    [[nodiscard]] char* at(std::size_t position) noexcept { return text_.data() + position; }
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

    /// Writes 64 digits into the text, at each of these positions.
    template <class Hash, class... Position>
    void put_hex(Hash& hash, sha256_digest const& digest, Position... positions)
    {
        if constexpr (requires { hash.write_hex(digest, text_.data(), positions...); })
            hash.write_hex(digest, text_.data(), positions...);
        else
            write_hex(digest, at(positions)...);
    }

    /// The hash of the text from a position on, which the prefix stands for up to there.
    template <class Hash>
    [[nodiscard]] sha256_digest finish(Hash& hash, typename Hash::prefix const& before, std::size_t from) const
    {
        auto const rest = view().substr(from);
        if constexpr (requires { hash.finish_padded(before, rest, blocks_size_ - from); })
            return hash.finish_padded(before, rest, blocks_size_ - from);
        else
            return hash.finish(before, rest);
    }

    /// The same hashed once more behind another prefix.
    template <class Hash>
    [[nodiscard]] sha256_digest finish_nested(Hash& hash, typename Hash::prefix const& inner,
                                              typename Hash::prefix const& outer) const
    {
        if constexpr (requires { hash.finish_nested(inner, outer, view(), blocks_size_); }) {
            return hash.finish_nested(inner, outer, view(), blocks_size_);
        } else {
            auto const first = hash.finish(inner, view());
            return hash.finish(outer, view_of(first));
        }
    }

private:
    std::string text_;
    std::size_t size_ = 0;
    std::size_t blocks_size_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
