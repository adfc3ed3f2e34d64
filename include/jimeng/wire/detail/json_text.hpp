#ifndef JIMENG_WIRE_DETAIL_JSON_TEXT_HPP
#define JIMENG_WIRE_DETAIL_JSON_TEXT_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// What stands between two quotation marks of a JSON document, however it is cut into pieces.
///
/// An escape of half a surrogate pair reads as U+FFFD: no text can hold such a half, and what stands around it counts.
/// @par Source RFC 8259, sections 7 and 8.2.
class json_text {
public:
    enum class kind : std::uint8_t { more, end, bad };
    struct result {
        std::size_t used;      ///< Bytes of the piece that are done with.
        kind what;             ///< `end` where the last of them was the closing quotation mark.
        std::string_view part; ///< What was read, perhaps nothing; it lives until the next call, and in the piece.
    };

    /// @param piece  What comes after the opening quotation mark, or after what was used; not empty.
    result read(std::string_view piece)
    {
        if (place_ != place::plain) return read_escape(piece.front());
        auto const size = plain_prefix(piece);
        if (size != 0 || piece.front() != '\\') {
            if (high_ != 0) return replace_half(0);
            if (size != 0) return {size, kind::more, piece.substr(0, size)};
            return {1, piece.front() == '"' ? kind::end : kind::bad, {}};
        }
        place_ = place::backslash;
        return {1, kind::more, {}};
    }

private:
    enum class place : std::uint8_t { plain, backslash, digits };

    /// Length of what stands for itself; eight bytes at a time while there are so many.
    static std::size_t plain_prefix(std::string_view piece) noexcept
    {
        constexpr std::uint64_t each = 0x0101010101010101;
        std::size_t size = 0;
        for (std::uint64_t word = 0; piece.size() - size >= sizeof word; size += sizeof word) {
            std::memcpy(&word, piece.data() + size, sizeof word);
            auto const quote = word ^ each * '"';
            auto const backslash = word ^ each * '\\';
            auto const special = (word - each * 0x20) & ~word;
            if (((special | ((quote - each) & ~quote) | ((backslash - each) & ~backslash)) & each * 0x80) != 0) break;
        }
        while (size != piece.size() && static_cast<unsigned char>(piece[size]) >= 0x20 && piece[size] != '"' &&
               piece[size] != '\\')
            ++size;
        return size;
    }

    result read_escape(char c)
    {
        if (place_ == place::digits) return read_digit(c);
        if (c == 'u') {
            place_ = place::digits;
            code_ = digits_ = 0;
            return {1, kind::more, {}};
        }
        if (high_ != 0) return replace_half(0);
        constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        auto const which = letters.find(c);
        if (which == std::string_view::npos) return {0, kind::bad, {}};
        place_ = place::plain;
        return {1, kind::more, meant.substr(which, 1)};
    }

    result read_digit(char c)
    {
        auto const value = hexadecimal(c);
        if (value == 16) return {0, kind::bad, {}};
        code_ = code_ << 4 | value;
        if (++digits_ != 4) return {1, kind::more, {}};
        bool const high = code_ >> 10 == 0xD800 >> 10, low = code_ >> 10 == 0xDC00 >> 10;
        if (high_ != 0 && !low) { // looked at again once the half before it is replaced
            code_ >>= 4;
            --digits_;
            return replace_half(0);
        }
        place_ = place::plain;
        if (high) return high_ = code_, result{1, kind::more, {}};
        if (low && high_ == 0) return replace_half(1);
        auto const code = low ? 0x10000 + ((high_ - 0xD800) << 10) + (code_ - 0xDC00) : code_;
        high_ = 0;
        return {1, kind::more, utf8(code)};
    }

    static std::uint32_t hexadecimal(char c) noexcept
    {
        if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
        auto const lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a' + 10) : 16;
    }

    result replace_half(std::size_t used) noexcept
    {
        high_ = 0;
        return {used, kind::more, "\xEF\xBF\xBD"};
    }

    std::string_view utf8(std::uint32_t code) noexcept
    {
        if (code < 0x80) return bytes_[0] = static_cast<char>(code), std::string_view{bytes_.data(), 1};
        std::size_t const size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        for (std::size_t i = size; i-- != 1; code >>= 6)
            bytes_[i] = static_cast<char>(0x80 | (code & 0x3F));
        bytes_[0] = static_cast<char>(0xF00U >> size | code);
        return {bytes_.data(), size};
    }

    place place_ = place::plain;
    std::uint32_t code_ = 0;
    std::uint32_t digits_ = 0;
    std::uint32_t high_ = 0; ///< The first half of a pair, or 0.
    std::array<char, 4> bytes_{};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
