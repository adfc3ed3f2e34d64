#ifndef JIMENG_CORE_ESCAPE_HPP
#define JIMENG_CORE_ESCAPE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Characters that move the cursor, reorder the line, or are not seen at all.
constexpr bool deceives_a_terminal(char32_t c) noexcept
{
    constexpr code_point_range ranges[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},   {0x200B, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
    };
    return is_in(c, ranges);
}

constexpr bool is_shown_beyond_ascii(char32_t c) noexcept
{
    return c > 0x9F && !deceives_a_terminal(c);
}

/// Whether an unseen character stands where writing needs it: a joiner or non-joiner between two characters beyond ASCII,
/// as in Persian words and emoji of several people, or one variant of an ideograph.
/// @par Source Unicode 15, section 23.2 and 23.4; UTS #37.
constexpr bool belongs_to_its_neighbours(char32_t before, char32_t c, char32_t after) noexcept
{
    if (c == 0x200C || c == 0x200D) return is_shown_beyond_ascii(before) && is_shown_beyond_ascii(after);
    return c >= 0xE0100 && c <= 0xE01EF && before >= 0x2E80 && is_shown_beyond_ascii(before);
}

inline void append_hexadecimal(std::string& to, std::uint32_t value, int least_digits)
{
    int digits = least_digits;
    while (digits < 8 && (value >> (4 * digits)) != 0)
        ++digits;
    while (digits-- != 0)
        to += "0123456789abcdef"[(value >> (4 * digits)) & 0xF];
}

inline void append_visible(std::string& to, std::string_view bytes, decoded_code_point const& c, bool as_it_is)
{
    if (as_it_is) {
        to += bytes.substr(0, c.size);
    } else if (c.valid) {
        to += "\\u{";
        append_hexadecimal(to, c.value, 1);
        to += '}';
    } else {
        to += "\\x";
        append_hexadecimal(to, static_cast<unsigned char>(bytes.front()), 2);
    }
}

constexpr bool may_be_shown(char32_t before, decoded_code_point const& c, std::string_view rest) noexcept
{
    if (!c.valid) return false;
    if (!deceives_a_terminal(c.value)) return true;
    return belongs_to_its_neighbours(before, c.value, rest.empty() ? 0 : decode_code_point(rest).value);
}

} // namespace detail

/// Makes text of a server safe to print on a terminal, on one line.
///
/// Control characters, bidirectional overrides, line and paragraph separators and invisible characters become
/// `\u{1b}`, bytes that are not UTF-8 become `\x9f`; everything else stays, and so do the joiners that emoji and Persian
/// words are written with.
/// @param max  Code points of the text that are shown; where more follow, an ellipsis ends the result.
JIMENG_SELDOM [[nodiscard]] inline std::string for_terminal(std::string_view untrusted, std::size_t max = 300)
{
    std::string shown;
    for (char32_t before = 0; !untrusted.empty(); --max) {
        if (max == 0) return shown += "\xE2\x80\xA6";
        auto const c = detail::decode_code_point(untrusted);
        bool const as_it_is = detail::may_be_shown(before, c, untrusted.substr(c.size));
        detail::append_visible(shown, untrusted, c, as_it_is);
        before = as_it_is ? c.value : 0;
        untrusted.remove_prefix(c.size);
    }
    return shown;
}

namespace detail {

constexpr bool ascii_alphanumeric(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// An underscore inside a word means nothing; at a word's edge it may begin or end emphasis.
constexpr bool inside_word(std::string_view text, std::size_t i) noexcept
{
    return i > 0 && i + 1 < text.size() && ascii_alphanumeric(text[i - 1]) && ascii_alphanumeric(text[i + 1]);
}

/// Whether the ampersand at `i` begins `&name;` or `&#number;`.
constexpr bool begins_entity(std::string_view text, std::size_t i) noexcept
{
    std::size_t end = i + 1;
    if (end < text.size() && text[end] == '#') ++end;
    auto const name = end;
    while (end < text.size() && ascii_alphanumeric(text[end]))
        ++end;
    return end != name && end < text.size() && text[end] == ';';
}

} // namespace detail

/// Makes text safe to stand within a line of Markdown, behind other text: no markup, link, HTML or line break comes of it.
///
/// Only what would mean something there is escaped, so file names and ordinary prompts read as they were. Line ends and
/// tabs become blanks; otherwise it hides nothing that `for_terminal` shows. The length is not cut.
/// @par Source CommonMark 0.31, sections 2.4, 2.5 and 6.
[[nodiscard]] inline std::string for_markdown(std::string_view untrusted)
{
    std::string blanks{untrusted};
    for (char& c : blanks)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    std::string const shown = for_terminal(blanks, blanks.size());
    std::string escaped;
    for (std::size_t i = 0; i != shown.size(); ++i) {
        char const c = shown[i];
        if (c == '<')
            escaped += "&lt;";
        else if (c == '&' && detail::begins_entity(shown, i))
            escaped += "&amp;";
        else if (c == '_' && detail::inside_word(shown, i))
            escaped += c;
        else if (std::string_view{"\\`*_[]~|"}.find(c) != std::string_view::npos)
            (escaped += '\\') += c;
        else
            escaped += c;
    }
    return escaped;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
