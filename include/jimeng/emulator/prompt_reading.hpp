#ifndef JIMENG_EMULATOR_PROMPT_READING_HPP
#define JIMENG_EMULATOR_PROMPT_READING_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {

/// A ratio as words name it.
struct named_ratio {
    std::int64_t width = 1;
    std::int64_t height = 1;

    friend bool operator==(named_ratio const&, named_ratio const&) = default;
};

/// The ratio that a prompt names, if it names one.
///
/// Numbers first: 16:9, 9:16, 4:3, 3:4, 3:2, 2:3, 21:9, 9:21, 1:1, with either colon; the one named first. Then words:
/// 竖版, 竖屏 9:16; 横版, 横屏, widescreen 16:9; portrait 3:4; landscape 4:3; 方形, square 1:1. The real model reads
/// the whole prompt; this is what can be tested.
[[nodiscard]] JIMENG_DECL std::optional<named_ratio> ratio_named_in(std::string_view prompt);

/// How many pictures a prompt asks for; 1 where it names no number.
///
/// A number before 张 or 幅 (digits, two to fifteen, or 一 to 九十九, not after 第), after "set of", or before "images", "pictures" or
/// "photos". Never more than 99.
[[nodiscard]] JIMENG_DECL unsigned pictures_asked_for_in(std::string_view prompt);

/// Width and height of a ratio whose product is close to an area and not above it.
///
/// A ratio outside [min_ratio, max_ratio] gives way to the nearer end.
[[nodiscard]] JIMENG_DECL image_size size_within_area(std::int64_t area, named_ratio ratio, double min_ratio,
                                                      double max_ratio);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/prompt_reading.ipp>
#endif

#endif
