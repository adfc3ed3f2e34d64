#ifndef JIMENG_EMULATOR_DETAIL_MARK_HPP
#define JIMENG_EMULATOR_DETAIL_MARK_HPP

#include <jimeng/emulator/detail/colour.hpp>
#include <jimeng/emulator/detail/glyphs.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace jimeng::emulator::detail {

/// A line of text as pen strokes, in units of a glyph's grid.
class lettering {
public:
    struct stroke {
        int x0, y0, x1, y1; // 1/256 of a grid unit
    };

    explicit lettering(std::string_view text)
    {
        for (int i = 0; i < longest && !text.empty(); ++i)
            add(glyph_of(take_character(text)));
    }

    [[nodiscard]] std::vector<stroke> const& strokes() const { return strokes_; }

    /// Gives the width from the first pen position to the last, in 1/256 of a grid unit.
    [[nodiscard]] std::int64_t width() const { return std::max<std::int64_t>(pen_ - gap, unit); }

private:
    static constexpr int longest = 1024; // characters
    static constexpr int unit = 256;
    static constexpr int gap = unit * 5 / 2;
    static constexpr int space = unit * 5 / 2;
    static constexpr int pieces = 8; // of an arc
    struct point {
        int x, y;
    };

    [[nodiscard]] static constexpr int digit(char c) { return (c <= '9' ? c - '0' : c - 'a' + 10) * unit; }

    void add(std::string_view glyph)
    {
        int widest = glyph.empty() ? space : 0;
        while (!glyph.empty()) {
            auto const one = glyph.substr(0, glyph.find(' '));
            glyph.remove_prefix(std::min(one.size() + 1, glyph.size()));
            auto const kind = one.front();
            std::vector<point> points;
            for (std::size_t i = kind == '(' || kind == '@' ? 1 : 0; i + 1 < one.size(); i += 2) {
                points.push_back({digit(one[i]), digit(one[i + 1])});
                widest = std::max(widest, points.back().x);
            }
            if (kind == '(')
                arcs(points);
            else if (kind == '@')
                loop(points);
            else
                lines(points);
        }
        pen_ += widest + gap;
    }

    void line(point a, point b)
    {
        auto const shift = static_cast<int>(pen_);
        strokes_.push_back({a.x + shift, a.y, b.x + shift, b.y});
    }

    void lines(std::vector<point> const& points)
    {
        for (std::size_t i = 1; i < points.size(); ++i)
            line(points[i - 1], points[i]);
    }

    void arc(point from, point control, point to)
    {
        auto const along = [](int a, int b, int c, int t) {
            int const s = pieces - t;
            return (a * s * s + b * 2 * s * t + c * t * t) / (pieces * pieces);
        };
        auto before = from;
        for (int t = 1; t <= pieces; ++t) {
            point const next{along(from.x, control.x, to.x, t), along(from.y, control.y, to.y, t)};
            line(before, next);
            before = next;
        }
    }

    [[nodiscard]] static point middle(point a, point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

    void arcs(std::vector<point> const& points)
    {
        auto from = points.front();
        for (std::size_t i = 1; i + 1 < points.size(); ++i) {
            auto const to = i + 2 == points.size() ? points.back() : middle(points[i], points[i + 1]);
            arc(from, points[i], to);
            from = to;
        }
    }

    void loop(std::vector<point> const& points)
    {
        auto const count = points.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto const control = points[(i + 1) % count];
            arc(middle(points[i], control), control, middle(control, points[(i + 2) % count]));
        }
    }

    std::vector<stroke> strokes_;
    std::int64_t pen_ = 0;
};

/// The visible mark, laid out for one picture and ready to be laid over its rows.
class mark_overlay {
public:
    mark_overlay() = default;

    /// @param opacity  0 to `full`
    mark_overlay(std::string_view text, bool right, bool bottom, int opacity, int width, int height) : opacity_{opacity}
    {
        lettering const letters{text};
        auto const shorter = std::min(width, height);
        auto const wanted = std::max(shorter * 256 / (28 * capital), 256);
        auto const room =
            std::min<std::int64_t>(std::int64_t{width} * 65536 * 88 / 100 / (letters.width() + 4 * 256), height * 12);
        unit_ = static_cast<int>(std::min<std::int64_t>(wanted, room));
        pen_ = unit_ * 9 / 16 / (256 / px); // half the width of a stroke
        soft_ = pen_ * 3 / 2 + px / 2;
        border_ = (pen_ + soft_) / px + 1;
        columns_ = static_cast<int>(letters.width() * unit_ / 65536) + 2 * border_ + 1;
        rows_ = 12 * unit_ / 256 + 2 * border_ + 1;
        auto const margin = unit_ * 5 / 256;
        left_ = std::max(right ? width - columns_ - margin : margin, 0);
        top_ = std::max(bottom ? height - rows_ - margin : margin, 0);
        distances_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), far);
        for (auto const& stroke : letters.strokes())
            draw(stroke);
    }

    /// Lays row `y` of the mark over a row of the picture, whose width is given in px.
    void blend(int y, int width, std::uint8_t* row) const
    {
        if (y < top_ || y >= top_ + rows_) return;
        auto const* distance =
            distances_.data() + static_cast<std::size_t>(y - top_) * static_cast<std::size_t>(columns_);
        for (int x = left_; x < std::min(left_ + columns_, width); ++x, ++distance) {
            if (*distance >= pen_ + soft_) continue;
            auto* const rgb = row + 3 * static_cast<std::size_t>(x);
            auto const outline = full - weight(std::max(*distance - pen_, 0), soft_);
            auto const dark = mixed(loaded(rgb), hex(0x10141c), outline * 5 / 8);
            auto const ink = mixed(dark, hex(0xffffff), coverage(pen_ - *distance));
            store(mixed(loaded(rgb), ink, opacity_), rgb);
        }
    }

private:
    static constexpr int capital = 10; // grid units from the top of a capital to its foot, pen included
    static constexpr std::uint16_t far = std::numeric_limits<std::uint16_t>::max();

    [[nodiscard]] int place(int grid) const // 1/256 grid unit to 1/16 px inside the mark
    {
        return static_cast<int>(std::int64_t{grid} * unit_ * px / 65536) + border_ * px;
    }

    void draw(lettering::stroke const& stroke)
    {
        lettering::stroke const s{place(stroke.x0), place(stroke.y0), place(stroke.x1), place(stroke.y1)};
        auto const first = [this](int a, int b) { return std::max(std::min(a, b) / px - border_, 0); };
        auto const last = [this](int a, int b, int end) { return std::min(std::max(a, b) / px + border_, end - 1); };
        for (int y = first(s.y0, s.y1); y <= last(s.y0, s.y1, rows_); ++y)
            for (int x = first(s.x0, s.x1); x <= last(s.x0, s.x1, columns_); ++x) {
                auto& least = distances_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
                                         static_cast<std::size_t>(x)];
                least = std::min(least, distance(s, x * px, y * px));
            }
    }

    [[nodiscard]] static std::uint16_t distance(lettering::stroke const& s, int x, int y)
    {
        auto const length_x = std::int64_t{s.x1 - s.x0};
        auto const length_y = std::int64_t{s.y1 - s.y0};
        auto const square = std::max<std::int64_t>(length_x * length_x + length_y * length_y, 1);
        auto const along = std::clamp<std::int64_t>((x - s.x0) * length_x + (y - s.y0) * length_y, 0, square);
        auto const dx = x - s.x0 - length_x * along / square;
        auto const dy = y - s.y0 - length_y * along / square;
        return static_cast<std::uint16_t>(std::min(root(dx * dx + dy * dy), int{far}));
    }

    int opacity_ = 0;
    int unit_ = 0;   // 1/256 px per grid unit
    int pen_ = 0;    // 1/16 px
    int soft_ = 0;   // 1/16 px that the dark edge reaches beyond the pen
    int border_ = 0; // px around the strokes
    int left_ = 0;
    int top_ = 0;
    int columns_ = 0;
    int rows_ = 0;
    std::vector<std::uint16_t> distances_; // to the nearest stroke, 1/16 px
};

} // namespace jimeng::emulator::detail

#endif
