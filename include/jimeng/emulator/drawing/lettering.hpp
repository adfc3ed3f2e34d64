#ifndef JIMENG_EMULATOR_DRAWING_LETTERING_HPP
#define JIMENG_EMULATOR_DRAWING_LETTERING_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/font.hpp>
#include <jimeng/emulator/drawing/line_breaker.hpp>
#include <jimeng/emulator/drawn_mark.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Whether letters of these scripts change their shape or order beside others, which takes more than one after another
/// from left to right: Hebrew and Arabic to Sinhala, Tibetan and Myanmar, Khmer and Mongolian, and their further forms.
[[nodiscard]] constexpr bool needs_shaping(char32_t c)
{
    constexpr jimeng::detail::code_point_range scripts[] = {{0x590, 0xDFF},    {0xF00, 0x109F},  {0x1780, 0x18AF},
                                                            {0xFB1D, 0xFDFF},  {0xFE70, 0xFEFE}, {0x10800, 0x10FFF},
                                                            {0x1E800, 0x1EFFF}};
    return jimeng::detail::is_in(c, scripts);
}

/// White letters with a dark edge, a few lines of them, in one font and size.
class lettering {
public:
    lettering() = default;
    lettering(font chosen, double em, double opacity) : font_{std::move(chosen)}, em_{em}, opacity_{opacity} {}

    void add(std::string text, double x, double baseline) { lines_.push_back({std::move(text), x, baseline}); }

    void paint(cairo_t* to) const
    {
        double left = 0, top = 0, right = 0, bottom = 0;
        cairo_clip_extents(to, &left, &top, &right, &bottom);
        for (auto const& each : lines_)
            if (each.baseline + em_ > top && each.baseline - 2 * em_ < bottom) paint(to, each);
    }

private:
    struct line {
        std::string text;
        double x, baseline; ///< px
    };

    void paint(cairo_t* to, line const& shown) const
    {
        auto const edge = em_ / 20;
        cairo_save(to);
        cairo_rectangle(to, 0, std::floor(shown.baseline - 2 * em_), 1 << 20, std::ceil(3 * em_));
        cairo_clip(to); // the group takes no more memory than this line
        cairo_push_group(to);
        cairo_set_font_face(to, font_->face());
        cairo_set_font_size(to, em_);
        cairo_set_font_options(to, plain_letters().get());
        cairo_set_source_rgba(to, 0.06, 0.08, 0.11, 0.35);
        for (auto const& [x, y] : {std::pair{-edge, -edge}, {edge, -edge}, {-edge, edge}, {edge, edge}})
            write(to, shown, x, y);
        cairo_set_source_rgb(to, 1, 1, 1);
        write(to, shown, 0, 0);
        cairo_pop_group_to_source(to);
        cairo_paint_with_alpha(to, opacity_);
        cairo_restore(to);
    }

    static void write(cairo_t* to, line const& shown, double x, double y)
    {
        cairo_move_to(to, shown.x + x, shown.baseline + y);
        cairo_show_text(to, shown.text.c_str());
    }

    std::optional<font> font_;
    double em_ = 0; ///< px
    double opacity_ = 1;
    std::vector<line> lines_;
};

/// The beginning of the prompt in the middle of a picture; nothing where letters would be too small, or where the best
/// font lacks more than a quarter of them.
[[nodiscard]] inline lettering caption_of(std::string_view prompt, double width, double height)
{
    auto const em = std::min(width, height) / 16;
    auto text = characters_of(prompt, 1000);
    if (em < 8 || text.empty()) return {};
    font chosen{text};
    auto const all = text.size();
    std::erase_if(text, [&](auto const& c) { return needs_shaping(c.code) || !chosen.has(c.code); });
    if (text.size() * 4 < all * 3) return {};
    auto const lines = line_breaker{std::move(text), chosen}.lines(0.8 * width / em, 3);
    auto baseline = 0.45 * height - 0.7 * em * static_cast<double>(lines.size() - 1);
    std::vector<double> starts;
    for (auto const& each : lines)
        starts.push_back((width - chosen.advance(each) * em) / 2);
    lettering caption{std::move(chosen), em, 0.95};
    for (std::size_t i = 0; i != lines.size(); ++i, baseline += 1.4 * em)
        caption.add(lines[i], starts[i], baseline);
    return caption;
}

/// The visible mark in its corner. What its font lacks appears as the font shows such characters, mostly as a box.
[[nodiscard]] inline lettering mark_of(std::optional<drawn_mark> const& mark, double width, double height)
{
    if (!mark || !(mark->opacity > 0)) return {};
    auto const text = characters_of(mark->text, 1024);
    if (text.empty()) return {};
    font chosen{text};
    std::string line;
    for (auto const& c : text)
        line += c.utf8;
    auto const length = chosen.advance(line);
    auto const em = std::min({std::max(std::min(width, height) / 20, 14.0), 0.88 * width / length, 0.7 * height});
    bool const right = mark->position == corner::bottom_right || mark->position == corner::top_right;
    bool const bottom = mark->position == corner::bottom_right || mark->position == corner::bottom_left;
    lettering letters{std::move(chosen), em, std::min(mark->opacity, 1.0)};
    letters.add(std::move(line), right ? width - (length + 0.4) * em : 0.4 * em, bottom ? height - 0.5 * em : 1.1 * em);
    return letters;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
