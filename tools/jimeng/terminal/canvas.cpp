// Chafa, loaded when a picture is drawn: it brings GLib along, and no other run of the command has a use for it.
#include "canvas.hpp"
#include "decoration.hpp"

#include "../environment.hpp"
#include "../late_library.hpp"

#include <chafa.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace command::terminal {

namespace {

late_library const& library() noexcept
{
    static late_library const one{"libchafa.so.0", "libchafa.0.dylib"};
    return one;
}

/// Whoever comes here has asked `trouble_with_drawing` before. GLib's are found behind Chafa's own.
template <class Function>
Function& late(char const* name) noexcept
{
    return *library().find<Function>(name);
}

template <class T>
using owned = std::unique_ptr<T, void (*)(T*)>;

/// Its size in cells, and that of a cell in pixels.
struct room {
    int columns = 80;
    int rows = 16;
    int cell_width = 10;
    int cell_height = 20;
};

room room_on(int descriptor)
{
    room all;
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return all;
    all.columns = size.ws_col;
    all.rows = std::max(4, size.ws_row * 2 / 3); // what is told of the picture stays in sight
    if (size.ws_xpixel < size.ws_col || size.ws_ypixel < size.ws_row) return all;
    all.cell_width = size.ws_xpixel / size.ws_col;
    all.cell_height = size.ws_ypixel / size.ws_row;
    return all;
}

/// A multiplexer keeps the variables of the terminal that it was started in, and passes no graphics on.
bool in_multiplexer()
{
    auto const name = variable("TERM");
    return !variable("TMUX").empty() || name.starts_with("screen") || name.starts_with("tmux");
}

/// Chafa knows most terminals by their variables, and these not by all of them.
bool speaks_kitty()
{
    auto const name = variable("TERM");
    return name == "xterm-kitty" || name == "xterm-ghostty" || !variable("KITTY_WINDOW_ID").empty();
}
bool speaks_iterm2()
{
    auto const program = variable("TERM_PROGRAM");
    return program == "iTerm.app" || program == "WezTerm" || variable("LC_TERMINAL") == "iTerm2";
}

owned<ChafaTermInfo> this_terminal()
{
    auto* const known = late<decltype(chafa_term_db_get_default)>("chafa_term_db_get_default")();
    return {late<decltype(chafa_term_db_detect)>("chafa_term_db_detect")(known, environ),
            &late<decltype(chafa_term_info_unref)>("chafa_term_info_unref")};
}

ChafaPixelMode best_pixel_mode(ChafaTermInfo* terminal)
{
    auto& has = late<decltype(chafa_term_info_have_seq)>("chafa_term_info_have_seq");
    if (in_multiplexer()) return CHAFA_PIXEL_MODE_SYMBOLS;
    if (speaks_kitty()) return CHAFA_PIXEL_MODE_KITTY;
    if (speaks_iterm2()) return CHAFA_PIXEL_MODE_ITERM2;
    return has(terminal, CHAFA_TERM_SEQ_BEGIN_SIXELS) ? CHAFA_PIXEL_MODE_SIXELS : CHAFA_PIXEL_MODE_SYMBOLS;
}

/// What Chafa does not know of this terminal it takes from most others.
void fill_up(ChafaTermInfo* terminal)
{
    auto* const known = late<decltype(chafa_term_db_get_default)>("chafa_term_db_get_default")();
    owned<ChafaTermInfo> const usual{
        late<decltype(chafa_term_db_get_fallback_info)>("chafa_term_db_get_fallback_info")(known),
        &late<decltype(chafa_term_info_unref)>("chafa_term_info_unref")};
    late<decltype(chafa_term_info_supplement)>("chafa_term_info_supplement")(terminal, usual.get());
}

/// As many colours as characters can have.
ChafaCanvasMode best_colours(ChafaTermInfo* terminal)
{
    auto& has = late<decltype(chafa_term_info_have_seq)>("chafa_term_info_have_seq");
    if (no_colour()) return CHAFA_CANVAS_MODE_FGBG;
    if (has(terminal, CHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT)) return CHAFA_CANVAS_MODE_TRUECOLOR;
    if (has(terminal, CHAFA_TERM_SEQ_SET_COLOR_FGBG_256)) return CHAFA_CANVAS_MODE_INDEXED_240;
    return has(terminal, CHAFA_TERM_SEQ_SET_COLOR_FGBG_16) ? CHAFA_CANVAS_MODE_INDEXED_16 : CHAFA_CANVAS_MODE_FGBG;
}

owned<ChafaCanvasConfig> config_for(pixels const& picture, room const& all, ChafaTermInfo* terminal)
{
    owned<ChafaCanvasConfig> config{late<decltype(chafa_canvas_config_new)>("chafa_canvas_config_new")(),
                                    &late<decltype(chafa_canvas_config_unref)>("chafa_canvas_config_unref")};
    auto* const to = config.get();
    auto const mode = best_pixel_mode(terminal);
    gint width = all.columns, height = all.rows;
    late<decltype(chafa_calc_canvas_geometry)>("chafa_calc_canvas_geometry")(
        picture.width, picture.height, &width, &height,
        static_cast<gfloat>(all.cell_width) / static_cast<gfloat>(all.cell_height), FALSE, FALSE);
    late<decltype(chafa_canvas_config_set_geometry)>("chafa_canvas_config_set_geometry")(to, width, height);
    late<decltype(chafa_canvas_config_set_cell_geometry)>("chafa_canvas_config_set_cell_geometry")(to, all.cell_width,
                                                                                                   all.cell_height);
    late<decltype(chafa_canvas_config_set_pixel_mode)>("chafa_canvas_config_set_pixel_mode")(to, mode);
    if (mode != CHAFA_PIXEL_MODE_SYMBOLS) return config;
    late<decltype(chafa_canvas_config_set_canvas_mode)>("chafa_canvas_config_set_canvas_mode")(to,
                                                                                               best_colours(terminal));
    owned<ChafaSymbolMap> const symbols{late<decltype(chafa_symbol_map_new)>("chafa_symbol_map_new")(),
                                        &late<decltype(chafa_symbol_map_unref)>("chafa_symbol_map_unref")};
    constexpr auto halves =
        static_cast<ChafaSymbolTags>(CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF);
    late<decltype(chafa_symbol_map_add_by_tags)>("chafa_symbol_map_add_by_tags")(symbols.get(), halves);
    late<decltype(chafa_canvas_config_set_symbol_map)>("chafa_canvas_config_set_symbol_map")(to, symbols.get());
    return config;
}

} // namespace

std::string trouble_with_drawing()
{
    if (library().is_there()) return {};
    return std::string{library().file()} + " is not on this machine (Debian: libchafa0)";
}

std::string drawn(pixels const& picture, int descriptor)
{
    auto const terminal = this_terminal();
    auto const config = config_for(picture, room_on(descriptor), terminal.get());
    fill_up(terminal.get());
    owned<ChafaCanvas> const canvas{late<decltype(chafa_canvas_new)>("chafa_canvas_new")(config.get()),
                                    &late<decltype(chafa_canvas_unref)>("chafa_canvas_unref")};
    late<decltype(chafa_canvas_draw_all_pixels)>("chafa_canvas_draw_all_pixels")(
        canvas.get(), CHAFA_PIXEL_BGRA8_PREMULTIPLIED, picture.bytes.data(), picture.width, picture.height,
        picture.row_bytes);
    auto* const printed = late<decltype(chafa_canvas_print)>("chafa_canvas_print")(canvas.get(), terminal.get());
    std::string text{printed->str, printed->len};
    late<gchar*(GString*, gboolean)>("g_string_free")(printed, TRUE);
    return text;
}

} // namespace command::terminal
