#ifndef JIMENG_CORE_DETAIL_CONCAT_HPP
#define JIMENG_CORE_DETAIL_CONCAT_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// One text of several. A chain of `+` does the same, but every link of it becomes code of its own wherever it is used.
[[gnu::noinline]] inline std::string concat(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (auto const part : parts)
        size += part.size();
    std::string text;
    text.reserve(size);
    for (auto const part : parts)
        text += part;
    return text;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
