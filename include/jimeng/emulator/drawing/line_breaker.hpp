#ifndef JIMENG_EMULATOR_DRAWING_LINE_BREAKER_HPP
#define JIMENG_EMULATOR_DRAWING_LINE_BREAKER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/font.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Cuts a text into lines, at spaces and between the characters of scripts that write none.
class line_breaker {
public:
    line_breaker(std::vector<character> text, font const& measure) : text_{std::move(text)}
    {
        for (auto const& c : text_)
            advances_.push_back(measure.advance(c.utf8));
    }

    /// @param width  em. What does not fit into the last line is left out, and an ellipsis stands for it.
    [[nodiscard]] std::vector<std::string> lines(double width, std::size_t most) const
    {
        std::vector<std::string> found;
        std::size_t start = 0;
        while (start != text_.size() && found.size() != most) {
            auto const end = end_of_line(start, width);
            found.push_back(joined(start, end));
            start = end;
        }
        if (start != text_.size()) found.back() += "\xE2\x80\xA6";
        return found;
    }

private:
    [[nodiscard]] static bool is_ideograph(char32_t c) { return c >= 0x2E80; }

    [[nodiscard]] bool may_break_before(std::size_t i) const
    {
        constexpr std::u32string_view closing = U"，。、！？：；）》」』】”’…";
        auto const before = text_[i - 1].code, after = text_[i].code;
        return before == U' ' || ((is_ideograph(before) || is_ideograph(after)) && closing.find(after) == closing.npos);
    }

    [[nodiscard]] std::size_t end_of_line(std::size_t start, double width) const
    {
        double filled = 0;
        auto last_chance = start;
        for (auto i = start; i != text_.size(); ++i) {
            if (i != start && may_break_before(i)) last_chance = i;
            filled += advances_[i];
            if (filled > width && text_[i].code != U' ')
                return last_chance != start ? last_chance : std::max(i, start + 1);
        }
        return text_.size();
    }

    [[nodiscard]] std::string joined(std::size_t start, std::size_t end) const
    {
        std::string line;
        for (auto i = start; i != end; ++i)
            line += text_[i].utf8;
        return line.substr(0, line.find_last_not_of(' ') + 1);
    }

    std::vector<character> text_;
    std::vector<double> advances_; ///< em
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
