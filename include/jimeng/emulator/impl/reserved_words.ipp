#ifndef JIMENG_EMULATOR_IMPL_RESERVED_WORDS_IPP
#define JIMENG_EMULATOR_IMPL_RESERVED_WORDS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/reserved_words.hpp>

#include <jimeng/core/numbers.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

/// One to five digits, so that nothing overflows.
[[nodiscard]] inline std::optional<int> small_number(std::string_view text) noexcept
{
    bool const digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && text.size() <= 5 ? jimeng::detail::read_number<int>(text) : std::nullopt;
}

/// What follows a prefix.
[[nodiscard]] inline std::optional<std::string_view> after(std::string_view word, std::string_view prefix) noexcept
{
    if (!word.starts_with(prefix) || word.size() == prefix.size()) return std::nullopt;
    return word.substr(prefix.size());
}

[[nodiscard]] inline std::optional<fault> read_fault(std::string_view word)
{
    if (word == "html") return fault{fault::kind::html, 0, {}};
    if (word == "drop-reply") return fault{fault::kind::drop_reply, 0, {}};
    if (auto const name = after(word, "gateway-")) return fault{fault::kind::gateway, 0, std::string{*name}};
    if (auto const code = small_number(word)) return fault{fault::kind::business, *code, {}};
    return std::nullopt;
}

/// Takes a final `xN` away and returns N, or 1 where there is none.
[[nodiscard]] inline unsigned take_repetition(std::string_view& word) noexcept
{
    auto const cross = word.rfind('x');
    if (cross == std::string_view::npos) return 1;
    auto const times = small_number(word.substr(cross + 1));
    if (!times) return 1;
    word = word.substr(0, cross);
    return static_cast<unsigned>(*times);
}

[[nodiscard]] inline bool read_query_fault(std::string_view word, reserved_words& words)
{
    auto const times = take_repetition(word);
    auto found = read_fault(word);
    if (!found) return false;
    words.on_query = std::move(found);
    words.faulty_queries = times;
    return true;
}

[[nodiscard]] inline bool read_end(std::string_view word, reserved_words& words)
{
    words.ends_with_code = small_number(word);
    return words.ends_with_code.has_value();
}

[[nodiscard]] inline bool read_slowness(std::string_view word, reserved_words& words)
{
    auto const seconds = small_number(word);
    words.slow = std::chrono::seconds{seconds.value_or(0)};
    return seconds.has_value();
}

[[nodiscard]] inline bool read_reserved_word(std::string_view word, reserved_words& words)
{
    if (auto const rest = after(word, "query-")) return read_query_fault(*rest, words);
    if (auto const rest = after(word, "done-")) return read_end(*rest, words);
    if (auto const rest = after(word, "slow-")) return read_slowness(*rest, words);
    if (auto const rest = after(word, "status-")) return words.status = *rest, true;
    if (word == "expired" || word == "not_found") return words.status = word, true;
    if (word == "empty") return words.no_pictures = true;
    if (word == "dead-links") return words.dead_links = true;
    auto found = read_fault(word);
    if (!found) return false;
    words.on_submit = std::move(found);
    return true;
}

[[nodiscard]] constexpr bool belongs_to_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

} // namespace detail

JIMENG_DECL reserved_words read_reserved_words(std::string_view prompt)
{
    constexpr std::string_view mark = "emulate:";
    reserved_words words;
    for (auto at = prompt.find(mark); at != std::string_view::npos; at = prompt.find(mark, at + mark.size())) {
        auto const rest = prompt.substr(at + mark.size());
        auto const end = std::find_if_not(rest.begin(), rest.end(), detail::belongs_to_word);
        auto const word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        if (!detail::read_reserved_word(word, words) && words.not_understood.empty())
            words.not_understood = std::string{mark}.append(word);
    }
    return words;
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
