#ifndef JIMENG_EMULATOR_PICTURE_HPP
#define JIMENG_EMULATOR_PICTURE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawn_mark.hpp>
#include <jimeng/emulator/shown_inputs.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Describes one picture: its geometry, what decides its look, and the text it carries.
struct picture_request {
    std::uint32_t width = 0;        ///< px, 1 to 65536
    std::uint32_t height = 0;       ///< px, 1 to 65536; width * height is at most 67108864 px^2
    std::uint64_t seed = 0;         ///< decides colours and shapes
    std::string prompt;             ///< its beginning is shown; whole it is an iTXt chunk, keyword "Description"
    std::optional<drawn_mark> mark; ///< the visible mark, if one is wanted
    std::vector<std::pair<std::string, std::string>>
        texts;             ///< further iTXt chunks: keyword (1 to 79 bytes), UTF-8 text
    shown_inputs inputs{}; ///< pictures that are seen again, before the landscape and its prompt
};

/// Draws hills under a sun and returns them as a complete PNG file: 8-bit RGB, exactly `width` x `height` px.
///
/// The first three lines of the prompt stand in the middle, in the installed font that has its characters. They are left
/// out where a side is shorter than 128 px, where no font has three quarters of the characters, and of scripts whose
/// letters join or change places (Arabic, Devanagari). The same request gives the same bytes on the same machine: Cairo
/// and the fonts decide the pixels, zlib the file. A further chunk "Software" says "jimeng emulator". Rows are streamed:
/// beside the file itself, memory grows with width + height, not with the area; an input picture that is seen again takes
/// 4 bytes a pixel, its mask 1.
///
/// @par Errors
/// `std::invalid_argument` when a side, the area or a keyword is outside its limit; `std::runtime_error` with Cairo's
/// message when it cannot draw.
/// @par Thread safety
/// Reads its argument and, through fontconfig, the fonts of the machine; may be called from several threads at once.
[[nodiscard]] JIMENG_DECL std::string draw_png(picture_request const& request);

/// Draws the same picture in pieces, for a program that has something else to do between them.
class painting {
public:
    /// @par Errors As `draw_png`.
    JIMENG_DECL explicit painting(picture_request const& request);
    JIMENG_DECL painting(painting&&) noexcept;
    JIMENG_DECL painting& operator=(painting&&) noexcept;
    JIMENG_DECL ~painting();

    /// Draws whole rows, at least one, until about so many pixels are done.
    /// While the inputs are being read it waits for a millisecond instead, and draws nothing.
    /// @returns Whether the picture is finished.
    [[nodiscard]] JIMENG_DECL bool draw(std::uint64_t pixels);

    /// The file. @pre `draw` returned true.
    [[nodiscard]] JIMENG_DECL std::string take();

private:
    struct canvas;
    std::unique_ptr<canvas> canvas_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/picture.ipp>
#endif

#endif
