#ifndef JIMENG_EMULATOR_DRAWN_MARK_HPP
#define JIMENG_EMULATOR_DRAWN_MARK_HPP

#include <jimeng/core/config.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Names the corner of the visible mark with the wire's own numbers.
///
/// @par Source
/// Image generation 4.0, `logo_info.position`.
enum class corner : int { bottom_right = 0, bottom_left = 1, top_left = 2, top_right = 3 };

/// Describes the visible mark on a picture.
///
/// Drawn with the installed font that has most of its characters, letter after letter from left to right; what the font
/// lacks, and every malformed byte, appears as the font shows such characters, mostly as a box. Text too long for nine
/// tenths of the width shrinks; only its first 1024 characters are drawn.
struct drawn_mark {
    corner position = corner::bottom_right; ///< where the text stands
    std::string text;                       ///< UTF-8, one line; empty draws nothing
    double opacity = 1.0;                   ///< 0 draws nothing, 1 is opaque; values outside count as the nearer end
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
