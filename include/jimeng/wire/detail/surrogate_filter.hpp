#ifndef JIMENG_WIRE_DETAIL_SURROGATE_FILTER_HPP
#define JIMENG_WIRE_DETAIL_SURROGATE_FILTER_HPP

#include <jimeng/core/config.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Replaces escapes of half a surrogate pair by `\ufffd` on the way to a JSON parser, however the text is cut.
///
/// No text can hold such a half, so a parser refuses the whole document; a paid result must not be lost with it.
/// @par Source RFC 8259, sections 7 and 8.2.
class surrogate_filter {
public:
    /// Hands on all of `piece` but the beginning of an escape that may be half a pair.
    template <class Give>
    void write(std::string_view piece, Give const& give)
    {
        while (!piece.empty()) {
            if (size_ == 0) piece = pass(piece, give);
            if (piece.empty()) return;
            held_[size_++] = piece.front();
            piece.remove_prefix(1);
            while (size_ != 0 && judge(give)) {}
        }
    }

    /// What is held at the end is no whole escape; the parser says so.
    template <class Give>
    void finish(Give const& give)
    {
        hand_on(size_, give);
    }

private:
    static constexpr std::size_t escape = 6; ///< The length of `\ud83d`.

    static constexpr bool is_hexadecimal(char c) noexcept
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    static constexpr bool is_high(char c) noexcept
    {
        return std::string_view{"89abAB"}.find(c) != std::string_view::npos;
    }
    static constexpr bool is_low(char c) noexcept
    {
        return std::string_view{"cdefCDEF"}.find(c) != std::string_view::npos;
    }

    /// Hands on what comes before the first escape that may be of a surrogate, and returns the rest.
    template <class Give>
    static std::string_view pass(std::string_view piece, Give const& give)
    {
        std::size_t end = 0;
        for (;;) {
            end = std::min(piece.find('\\', end), piece.size());
            auto const rest = piece.substr(end);
            bool const of_surrogate = rest.size() < 3 ? rest.size() < 2 || rest[1] == 'u'
                                                      : rest[1] == 'u' && (rest[2] == 'd' || rest[2] == 'D');
            if (rest.empty() || of_surrogate) break;
            end += 2;
        }
        if (end != 0) give(piece.substr(0, end));
        return piece.substr(end);
    }

    /// Whether one more step may be possible with what is held.
    template <class Give>
    bool judge(Give const& give)
    {
        auto const held = std::string_view{held_.data(), size_};
        auto const first = end_of_escape(held);
        if (!first) return false;
        bool const surrogate = *first == escape && (held[2] == 'd' || held[2] == 'D');
        if (surrogate && is_low(held[3])) return replace(give);
        if (!surrogate || !is_high(held[3])) return hand_on(*first, give);
        if (size_ == escape) return false;
        if (held[escape] != '\\') return replace(give);
        auto const second = end_of_escape(held.substr(escape));
        if (!second) return false;
        bool const pair = *second == escape && (held[8] == 'd' || held[8] == 'D') && is_low(held[9]);
        return pair ? hand_on(2 * escape, give) : replace(give);
    }

    /// Length of the escape that begins here, or of what turned out to be none; nothing while that is open.
    static std::optional<std::size_t> end_of_escape(std::string_view text) noexcept
    {
        if (text.front() != '\\') return 1;
        if (text.size() < 2) return std::nullopt;
        if (text[1] != 'u') return 2;
        for (std::size_t i = 2; i != std::min(text.size(), escape); ++i)
            if (!is_hexadecimal(text[i])) return i + 1;
        return text.size() < escape ? std::nullopt : std::optional{escape};
    }

    template <class Give>
    bool replace(Give const& give)
    {
        give(std::string_view{"\\ufffd"});
        return drop(escape);
    }

    template <class Give>
    bool hand_on(std::size_t count, Give const& give)
    {
        if (count != 0) give(std::string_view{held_.data(), count});
        return drop(count);
    }

    bool drop(std::size_t count) noexcept
    {
        std::copy(held_.begin() + static_cast<std::ptrdiff_t>(count),
                  held_.begin() + static_cast<std::ptrdiff_t>(size_), held_.begin());
        size_ -= count;
        return true;
    }

    std::array<char, 2 * escape> held_{};
    std::size_t size_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
