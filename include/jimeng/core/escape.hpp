#ifndef JIMENG_CORE_ESCAPE_HPP
#define JIMENG_CORE_ESCAPE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng {

namespace detail {

/// One code point of possibly broken UTF-8. `size` is 1 and `valid` false for a byte that starts no good sequence.
struct decoded_code_point {
    char32_t value = 0;
    std::size_t size = 1;
    bool valid = false;
};

/// Overlong forms, surrogates and values above U+10FFFF are invalid. @par Source Unicode 15, table 3-7.
constexpr decoded_code_point decode_code_point(std::string_view text) noexcept
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    char32_t value = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i != size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    bool const overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, size, true};
}

/// Characters that move the cursor, reorder the line, or are not seen at all.
constexpr bool deceives_a_terminal(char32_t c) noexcept
{
    constexpr char32_t ranges[][2] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},   {0x200B, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
    };
    for (auto const& range : ranges)
        if (c >= range[0] && c <= range[1]) return true;
    return false;
}

inline void append_hexadecimal(std::string& to, std::uint32_t value, int least_digits)
{
    int digits = least_digits;
    while (digits < 8 && (value >> (4 * digits)) != 0)
        ++digits;
    while (digits-- != 0)
        to += "0123456789abcdef"[(value >> (4 * digits)) & 0xF];
}

inline void append_visible(std::string& to, std::string_view bytes, decoded_code_point const& c)
{
    if (!c.valid) {
        to += "\\x";
        append_hexadecimal(to, static_cast<unsigned char>(bytes.front()), 2);
    } else if (deceives_a_terminal(c.value)) {
        to += "\\u{";
        append_hexadecimal(to, c.value, 1);
        to += '}';
    } else {
        to += bytes.substr(0, c.size);
    }
}

} // namespace detail

/// Makes text of a server safe to print on a terminal, on one line.
///
/// Control characters, bidirectional overrides, line and paragraph separators and invisible characters become
/// `\u{1b}`, bytes that are not UTF-8 become `\x9f`; everything else stays.
/// @param max  Code points of the text that are shown; where more follow, an ellipsis ends the result.
[[nodiscard]] inline std::string for_terminal(std::string_view untrusted, std::size_t max = 300)
{
    std::string shown;
    for (; !untrusted.empty(); --max) {
        if (max == 0) return shown += "\xE2\x80\xA6";
        auto const c = detail::decode_code_point(untrusted);
        detail::append_visible(shown, untrusted, c);
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

} // namespace jimeng

#endif
