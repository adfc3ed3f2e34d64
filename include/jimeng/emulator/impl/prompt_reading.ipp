#ifndef JIMENG_EMULATOR_IMPL_PROMPT_READING_IPP
#define JIMENG_EMULATOR_IMPL_PROMPT_READING_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/prompt_reading.hpp>

#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

struct ratio_word {
    std::string_view word;
    named_ratio ratio;
};

inline constexpr std::array ratio_numbers = std::to_array<ratio_word>({
    {"16:9", {16, 9}},
    {"9:16", {9, 16}},
    {"4:3", {4, 3}},
    {"3:4", {3, 4}},
    {"3:2", {3, 2}},
    {"2:3", {2, 3}},
    {"21:9", {21, 9}},
    {"9:21", {9, 21}},
    {"1:1", {1, 1}},
});

inline constexpr std::array ratio_words = std::to_array<ratio_word>({
    {"竖版", {9, 16}},
    {"竖屏", {9, 16}},
    {"横版", {16, 9}},
    {"横屏", {16, 9}},
    {"widescreen", {16, 9}},
    {"portrait", {3, 4}},
    {"landscape", {4, 3}},
    {"方形", {1, 1}},
    {"square", {1, 1}},
});

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) noexcept
{
    auto const lower = jimeng::detail::ascii_lower(c);
    return is_digit(c) || (lower >= 'a' && lower <= 'z');
}

/// Whether neither neighbour would make the word part of a longer one. Chinese has no blanks: other bytes do not count.
[[nodiscard]] constexpr bool stands_alone(std::string_view text, std::size_t at, std::size_t size) noexcept
{
    bool const before = at != 0 && is_ascii_alphanumeric(text[at - 1]);
    bool const behind = at + size < text.size() && is_ascii_alphanumeric(text[at + size]);
    return !before && !behind;
}

[[nodiscard]] constexpr std::size_t find_word(std::string_view text, std::string_view word,
                                              std::size_t from = 0) noexcept
{
    auto at = text.find(word, from);
    while (at != std::string_view::npos && !stands_alone(text, at, word.size()))
        at = text.find(word, at + 1);
    return at;
}

template <std::size_t N>
[[nodiscard]] constexpr std::optional<named_ratio> first_named(std::string_view text,
                                                               std::array<ratio_word, N> const& words)
{
    std::optional<named_ratio> found;
    auto earliest = std::string_view::npos;
    for (auto const& entry : words) {
        auto const at = find_word(text, entry.word);
        if (at >= earliest) continue;
        earliest = at;
        found = entry.ratio;
    }
    return found;
}

/// Letters in lower case and the full-width colon as the plain one.
[[nodiscard]] inline std::string plain(std::string_view prompt)
{
    constexpr std::string_view wide_colon = "：";
    std::string text;
    text.reserve(prompt.size());
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        bool const colon = prompt.substr(i).starts_with(wide_colon);
        text += colon ? ':' : jimeng::detail::ascii_lower(prompt[i]);
        if (colon) i += wide_colon.size() - 1;
    }
    return text;
}

inline constexpr std::array<std::string_view, 11> chinese_digits{"零", "一", "二", "三", "四", "五",
                                                                 "六", "七", "八", "九", "十"};

/// Takes the last Chinese digit off; -1 where the text ends otherwise.
[[nodiscard]] constexpr int take_chinese_digit(std::string_view& text) noexcept
{
    for (std::size_t i = 1; i != chinese_digits.size(); ++i) {
        if (!text.ends_with(chinese_digits[i])) continue;
        text.remove_suffix(chinese_digits[i].size());
        return static_cast<int>(i);
    }
    if (!text.ends_with("两")) return -1;
    text.remove_suffix(std::string_view{"两"}.size());
    return 2;
}

/// The Chinese number that the text ends with: 三, 十, 十二, 二十, 二十一; 0 where there is none.
[[nodiscard]] constexpr unsigned take_chinese_number(std::string_view& text) noexcept
{
    int const last = take_chinese_digit(text);
    if (last < 0) return 0;
    auto ones = last == 10 ? 0U : static_cast<unsigned>(last);
    auto rest = text;
    int const before = last == 10 ? 10 : take_chinese_digit(rest);
    if (before != 10) return ones;
    text = rest;
    int const tens = take_chinese_digit(rest);
    if (tens < 0 || tens == 10) return 10 + ones;
    text = rest;
    return static_cast<unsigned>(tens) * 10 + ones;
}

/// The decimal number that the text ends with, at most 99; 0 where there is none or a letter stands before it.
[[nodiscard]] constexpr unsigned take_decimal_number(std::string_view& text) noexcept
{
    auto start = text.size();
    while (start != 0 && is_digit(text[start - 1]))
        --start;
    unsigned number = 0;
    for (char const c : text.substr(start))
        number = std::min(number * 10 + static_cast<unsigned>(c - '0'), 99U);
    bool const glued =
        start != 0 && (is_ascii_alphanumeric(text[start - 1]) || text[start - 1] == '.' || text[start - 1] == '-');
    text = text.substr(0, start);
    return glued ? 0 : number;
}

[[nodiscard]] constexpr std::string_view without_final_blanks(std::string_view text) noexcept
{
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

/// A number right before a word, Chinese or decimal; 0 where there is none, or an ordinal.
[[nodiscard]] constexpr unsigned number_before(std::string_view text) noexcept
{
    auto rest = without_final_blanks(text);
    auto number = take_decimal_number(rest);
    if (number == 0) number = take_chinese_number(rest);
    return without_final_blanks(rest).ends_with("第") ? 0 : number;
}

struct asked {
    std::size_t at = std::string_view::npos;
    unsigned number = 0;
};

constexpr void keep_earlier(asked& first, std::size_t at, unsigned number) noexcept
{
    if (number != 0 && at < first.at) first = {at, number};
}

constexpr void look_before(std::string_view text, std::string_view word, asked& first) noexcept
{
    bool const letters = is_ascii_alphanumeric(word.front());
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if (!letters || stands_alone(text, at, word.size())) keep_earlier(first, at, number_before(text.substr(0, at)));
}

constexpr void look_behind(std::string_view text, std::string_view words, asked& first) noexcept
{
    for (std::size_t at = find_word(text, words); at != std::string_view::npos; at = find_word(text, words, at + 1)) {
        auto const start = text.find_first_not_of(' ', at + words.size());
        if (start == std::string_view::npos) return;
        auto const end = std::min(text.find_first_not_of("0123456789", start), text.size());
        auto digits = text.substr(start, end - start);
        keep_earlier(first, at, take_decimal_number(digits));
    }
}

inline constexpr std::array<std::string_view, 14> english_numbers{"two",    "three",    "four",     "five",   "six",
                                                                  "seven",  "eight",    "nine",     "ten",    "eleven",
                                                                  "twelve", "thirteen", "fourteen", "fifteen"};

/// English number words as digits, so that "a set of four" counts like "a set of 4".
[[nodiscard]] inline std::string with_digits(std::string text)
{
    for (std::size_t i = 0; i != english_numbers.size(); ++i)
        for (auto at = find_word(text, english_numbers[i]); at != std::string::npos;
             at = find_word(text, english_numbers[i]))
            text.replace(at, english_numbers[i].size(), std::to_string(i + 2));
    return text;
}

} // namespace detail

JIMENG_DECL std::optional<named_ratio> ratio_named_in(std::string_view prompt)
{
    auto const text = detail::plain(prompt);
    auto const numbers = detail::first_named(text, detail::ratio_numbers);
    return numbers ? numbers : detail::first_named(text, detail::ratio_words);
}

JIMENG_DECL unsigned pictures_asked_for_in(std::string_view prompt)
{
    auto const text = detail::with_digits(detail::plain(prompt));
    detail::asked first;
    for (std::string_view const word : {"张", "幅", "images", "pictures", "photos"})
        detail::look_before(text, word, first);
    detail::look_behind(text, "set of", first);
    return first.number == 0 ? 1 : first.number;
}

JIMENG_DECL image_size size_within_area(std::int64_t area, named_ratio ratio, double min_ratio, double max_ratio)
{
    auto const asked = static_cast<double>(ratio.width) / static_cast<double>(ratio.height);
    auto const kept = std::max(min_ratio, std::min(asked, max_ratio));
    auto const pixels = static_cast<double>(area);
    if (kept != asked) {
        auto const width = static_cast<std::int64_t>(std::sqrt(pixels * kept));
        return {width,
                std::min(static_cast<std::int64_t>(std::llround(static_cast<double>(width) / kept)), area / width)};
    }
    auto const unit = static_cast<std::int64_t>(std::sqrt(pixels / static_cast<double>(ratio.width * ratio.height)));
    return {unit * ratio.width, unit * ratio.height};
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
