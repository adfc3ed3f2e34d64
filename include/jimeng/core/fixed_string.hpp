#ifndef JIMENG_CORE_FIXED_STRING_HPP
#define JIMENG_CORE_FIXED_STRING_HPP

#include <cstddef>
#include <string_view>

namespace jimeng {

/// A short ASCII name as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};

    consteval fixed_string(char const (&literal)[N])
    {
        for (std::size_t i = 0; i != N; ++i)
            text[i] = literal[i];
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

} // namespace jimeng

#endif
