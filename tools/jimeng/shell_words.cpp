#include "shell_words.hpp"

#include <jimeng/core/escape.hpp>

#include <array>

namespace command {

namespace {

/// Inside `'…'` only the quote itself means something.
std::string in_quotes(std::string_view text)
{
    std::string out = "'";
    for (char const c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out += '\'';
}

std::string octal(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    std::array<char, 4> const digits{'\\', static_cast<char>('0' + (byte >> 6)),
                                     static_cast<char>('0' + ((byte >> 3) & 7)), static_cast<char>('0' + (byte & 7))};
    return {digits.data(), digits.size()};
}

/// What a terminal cannot show is written by number, and `printf` makes the bytes of it.
std::string by_number(std::string_view text)
{
    std::string format;
    for (char const c : text) {
        if (c == '%')
            format += "%%";
        else if (c < ' ' || c > '~' || c == '\\' || (c == '-' && format.empty())) // which would begin an option
            format += octal(c);
        else
            format += c;
    }
    return "\"$(printf " + in_quotes(format) + ")\"";
}

} // namespace

std::string shell_word(std::string_view text)
{
    static constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=,@%+";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string{text};
    return jimeng::for_terminal(text, text.size()) == text ? in_quotes(text) : by_number(text);
}

std::string shell_option(std::string_view option, std::string_view value)
{
    return std::string{option} + (value.starts_with('-') ? "=" : " ") + shell_word(value);
}

} // namespace command
