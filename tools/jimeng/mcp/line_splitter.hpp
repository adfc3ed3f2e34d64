#ifndef JIMENG_COMMAND_MCP_LINE_SPLITTER_HPP
#define JIMENG_COMMAND_MCP_LINE_SPLITTER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace command::mcp {

/// Cuts a stream into lines and keeps no more of one than may be.
class line_splitter {
public:
    explicit line_splitter(std::size_t most_bytes) : most_bytes_{most_bytes} {}

    /// Calls `line(text)` for each that ends in the piece, without its end, and `too_long()` at the end of one that has more
    /// bytes than may be.
    /// @par Object lifetimes The text lives during the call only.
    template <class Line, class TooLong>
    void write(std::string_view piece, Line&& line, TooLong&& too_long)
    {
        for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
            keep(piece.substr(0, end));
            piece.remove_prefix(end + 1);
            give(line, too_long);
        }
        keep(piece);
    }

    /// What the stream ended with, as if a line's end had come.
    template <class Line, class TooLong>
    void end(Line&& line, TooLong&& too_long)
    {
        if (!kept_.empty() || passed_over_) give(line, too_long);
    }

private:
    void keep(std::string_view piece)
    {
        passed_over_ = passed_over_ || piece.size() > most_bytes_ - kept_.size();
        if (!passed_over_) return void(kept_ += piece);
        kept_.clear();
        kept_.shrink_to_fit();
    }
    template <class Line, class TooLong>
    void give(Line& line, TooLong& too_long)
    {
        if (kept_.ends_with('\r')) kept_.pop_back();
        if (passed_over_)
            too_long();
        else
            line(std::string_view{kept_});
        passed_over_ = false;
        kept_.clear();
        if (kept_.capacity() > small) kept_.shrink_to_fit();
    }

    static constexpr std::size_t small = 65'536;

    std::size_t most_bytes_;
    std::string kept_;
    bool passed_over_ = false;
};

} // namespace command::mcp

#endif
