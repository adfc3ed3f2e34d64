#ifndef JIMENG_CORE_DETAIL_HEADER_BYTES_HPP
#define JIMENG_CORE_DETAIL_HEADER_BYTES_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

constexpr std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i != count; ++i)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

constexpr std::uint64_t big_endian_64(std::string_view bytes, std::size_t at) noexcept
{
    return std::uint64_t{big_endian(bytes, at, 4)} << 32 | big_endian(bytes, at + 4, 4);
}

constexpr std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept
{
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- != 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// The few bytes of a header that have to be seen together, taken one by one from pieces however they were cut.
class header_bytes {
public:
    /// Passes over what is to be skipped, then holds one byte more. False where the piece has none left.
    constexpr bool take(std::string_view& piece) noexcept
    {
        auto const jump = skip_ < piece.size() ? skip_ : piece.size();
        skip_ -= jump;
        piece.remove_prefix(jump);
        if (piece.empty()) return false;
        held_[count_++] = piece.front();
        piece.remove_prefix(1);
        return true;
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {held_.data(), count_}; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }

    /// Keeps the last `count` of them.
    constexpr void keep_last(std::size_t count) noexcept
    {
        for (std::size_t i = 0; i != count; ++i)
            held_[i] = held_[count_ - count + i];
        count_ = count;
    }

    /// Forgets them, and passes over so many of those that follow.
    constexpr void skip(std::size_t count) noexcept
    {
        count_ = 0;
        skip_ = count;
    }

private:
    std::array<char, 32> held_{};
    std::size_t count_ = 0;
    std::size_t skip_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
