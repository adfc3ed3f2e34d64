#ifndef JIMENG_EMULATOR_DRAWING_BIG_ENDIAN_HPP
#define JIMENG_EMULATOR_DRAWING_BIG_ENDIAN_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// A number as PNG and MP4 write it, the highest byte first.
template <std::size_t Bytes = 4>
[[nodiscard]] std::string big_endian(std::size_t number)
{
    std::string text(Bytes, '\0');
    for (auto i = Bytes; i != 0; number >>= 8)
        text[--i] = static_cast<char>(number & 0xffU);
    return text;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
