#ifndef JIMENG_EMULATOR_VIDEO_HPP
#define JIMENG_EMULATOR_VIDEO_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawn_mark.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Describes one video: its geometry and length, what decides its look, and the text it carries.
struct video_request {
    std::uint32_t width = 0;        ///< px, 16 to 8192
    std::uint32_t height = 0;       ///< px, 16 to 8192; neither side is more than 16 times the other
    std::uint32_t frames = 0;       ///< 1 to 100000
    std::uint32_t fps = 24;         ///< frames a second, 1 to 240
    std::uint64_t seed = 0;         ///< decides the landscape, as for a picture
    std::string prompt;             ///< its beginning is shown; whole it is the value of the key "Description"
    std::optional<drawn_mark> mark; ///< the visible mark, if one is wanted
    std::vector<std::pair<std::string, std::string>> texts; ///< further keys and their values, UTF-8
};

/// Makes a complete MP4 file of H.264 video (constrained baseline, level 3.1, 4:2:0, BT.709), without sound, that shows
/// one picture for exactly `frames` frames. What describes the video stands before it, so playing can begin while the
/// file still arrives.
///
/// The pixels are fewer than asked for, at most about 256x144 of them, so that the file has some 60 KiB and 15 bytes a
/// frame; a player shows them in the asked size or, where it goes by the pixels, in the same ratio of the sides. The
/// same request gives the same bytes on the same machine.
///
/// The keys and values stand in the metadata as QuickTime has them, beside "Software", "jimeng emulator".
///
/// @par Errors
/// `std::invalid_argument` when a number is outside its limit; `std::runtime_error` when Cairo cannot draw.
/// @par Thread safety
/// As `draw_png`.
[[nodiscard]] JIMENG_DECL std::string draw_mp4(video_request const& request);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/video.ipp>
#endif

#endif
