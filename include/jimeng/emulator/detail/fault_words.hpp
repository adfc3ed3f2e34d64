#ifndef JIMENG_EMULATOR_DETAIL_FAULT_WORDS_HPP
#define JIMENG_EMULATOR_DETAIL_FAULT_WORDS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/planned_fault.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// How a plan spells the enumerators, in their order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> words_of{};
template <>
inline constexpr std::array<std::string_view, 4> words_of<fault_call>{"any", "submit", "query", "download"};
template <>
inline constexpr std::array<std::string_view, 8> words_of<fault_point>{
    "accept", "tls", "head", "body", "before_commit", "after_commit", "reply_byte", "close"};
template <>
inline constexpr std::array<std::string_view, 6> words_of<fault_action>{"close", "reset",  "stall",
                                                                        "delay", "status", "body"};

template <class Enum>
[[nodiscard]] constexpr std::string_view word_of(Enum value) noexcept
{
    return words_of<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
[[nodiscard]] constexpr bool read_word(std::string_view word, Enum& into) noexcept
{
    for (std::size_t i = 0; i != words_of<Enum>.size(); ++i) {
        if (words_of<Enum>[i] != word) continue;
        into = static_cast<Enum>(i);
        return true;
    }
    return false;
}

/// `a, b or c`.
template <std::size_t Count>
[[nodiscard]] std::string choice_of(std::array<std::string_view, Count> const& words)
{
    std::string text;
    for (std::size_t i = 0; i != Count; ++i)
        text.append(i == 0 ? "" : i + 1 == Count ? " or " : ", ").append(words[i]);
    return text;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
