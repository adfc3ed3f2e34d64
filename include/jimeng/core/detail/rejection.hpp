#ifndef JIMENG_CORE_DETAIL_REJECTION_HPP
#define JIMENG_CORE_DETAIL_REJECTION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/fixed_string.hpp>

#include <cstddef>

namespace jimeng::inline JIMENG_ABI::detail {

/// Not constexpr: whoever calls it while a constant is evaluated makes the compiler print its name, and with it the sentence.
/// Defined all the same: without optimization clang emits the functions that call it, though nobody calls these later.
template <fixed_string... Sentence>
void broken() noexcept
{}

#ifdef __clang__
// clang prints no more than some 30 characters of one text, so a longer sentence becomes several.
inline constexpr std::size_t longest_piece = 30;

template <fixed_string Sentence>
consteval std::size_t end_of_piece(std::size_t from)
{
    auto const text = Sentence.view();
    if (text.size() - from <= longest_piece) return text.size();
    auto const blank = text.rfind(' ', from + longest_piece);
    return blank == text.npos || blank <= from ? from + longest_piece : blank;
}

template <fixed_string Sentence, std::size_t From, std::size_t To>
consteval auto piece()
{
    fixed_string<To - From + 1> part;
    for (std::size_t i = From; i != To; ++i)
        part.text[i - From] = Sentence.text[i];
    return part.text[To - From] = '\0', part; // set anew, else clang prints numbers for some lengths
}

template <fixed_string Sentence, std::size_t From = 0, fixed_string... Before>
constexpr void say() noexcept
{
    constexpr auto to = end_of_piece<Sentence>(From);
    constexpr std::size_t next = Sentence.text[to] == ' ' ? to + 1 : to;
    if constexpr (to == Sentence.view().size())
        broken<Before..., piece<Sentence, From, to>()>();
    else
        say<Sentence, next, Before..., piece<Sentence, From, to>()>();
}
#else
template <fixed_string Sentence>
constexpr void say() noexcept
{
    broken<Sentence>();
}
#endif

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
