#ifndef JIMENG_EMULATOR_IMPL_VIDEO_IPP
#define JIMENG_EMULATOR_IMPL_VIDEO_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/video.hpp>

#include <jimeng/emulator/drawing/macroblocks.hpp>
#include <jimeng/emulator/drawing/mp4_file.hpp>
#include <jimeng/emulator/drawing/scene.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

inline void check(video_request const& request)
{
    auto const within = [](std::uint32_t value, std::uint32_t low, std::uint32_t high) {
        return value >= low && value <= high;
    };
    auto const [shorter, longer] = std::minmax(request.width, request.height);
    if (!within(shorter, 16, 8192) || !within(longer, 16, 8192) || longer > shorter * 16)
        throw std::invalid_argument(
            "jimeng: a video of " + std::to_string(request.width) + "x" + std::to_string(request.height) +
            " px cannot be drawn; each side must be 16 to 8192 px, and at most 16 times the other");
    if (!within(request.frames, 1, 100000) || !within(request.fps, 1, 240))
        throw std::invalid_argument("jimeng: a video of " + std::to_string(request.frames) + " frames, " +
                                    std::to_string(request.fps) +
                                    " a second, cannot be drawn; it must have 1 to 100000 frames, 1 to 240 a second");
}

/// The largest of the sizes that come nearest to the ratio of the sides and are not much smaller than they may be.
[[nodiscard]] inline drawing::frame_size coded_size(std::uint32_t width, std::uint32_t height)
{
    drawing::frame_size best{};
    double least = 2;
    for (std::uint32_t y = 2; y <= height; y += 2) {
        auto const exact = static_cast<double>(width) * y / height;
        drawing::frame_size const size{2 * static_cast<std::uint32_t>(std::lround(exact / 2)), y};
        if (size.macroblocks() > drawing::most_macroblocks) break;
        auto const error = std::abs(size.width / exact - 1) + (size.macroblocks() < 64 ? 1 : 0);
        if (error <= least) least = error, best = size;
    }
    return best;
}

} // namespace detail

JIMENG_DECL std::string draw_mp4(video_request const& request)
{
    detail::check(request);
    drawing::mp4_file file;
    file.shown = {request.width, request.height};
    file.coded = detail::coded_size(request.width, request.height);
    file.fps = request.fps;
    file.sequence = drawing::sequence_parameters(file.coded, request.fps);
    file.picture = drawing::picture_parameters();
    file.texts = {{"Software", "jimeng emulator"}, {"Description", request.prompt}};
    file.texts.insert(file.texts.end(), request.texts.begin(), request.texts.end());
    drawing::scene const shown{static_cast<double>(file.coded.width), static_cast<double>(file.coded.height),
                               request.seed, request.prompt, request.mark};
    file.samples.push_back(drawing::key_frame(drawing::macroblocks(shown, file.coded)));
    for (std::uint32_t i = 1; i != request.frames; ++i)
        file.samples.push_back(drawing::still_frame(i, file.coded.macroblocks()));
    return file.bytes();
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
