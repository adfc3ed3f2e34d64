#ifndef JIMENG_COMMAND_TEXTS_PHRASE_BOOK_HPP
#define JIMENG_COMMAND_TEXTS_PHRASE_BOOK_HPP

#include "phrase_pattern.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace command::texts {

/// English phrases and what they are in Chinese.
///
/// A line is taken apart where the command puts lines together: at "; ", at ": " and at brackets. Each part that is a phrase
/// is spoken, anything else stays as it is: names, paths, what a person typed, what the service said. What stands in quotes is
/// never taken apart.
class phrase_book {
public:
    /// @param pages  Lines `English` and `= Chinese` by turns; `#` begins a remark, `\n` ends a line inside a phrase.
    explicit phrase_book(std::span<std::string_view const> pages);

    /// One line.
    [[nodiscard]] std::string line(std::string_view english) const;
    /// Several lines, some of them columns.
    [[nodiscard]] std::string page(std::string_view english) const;

private:
    struct said {
        std::string text;
        bool known = false; ///< Whether all of it was a phrase.
    };
    /// How often a line may be looked up: what somebody typed can have more seams than anybody reads, and then stays as it is.
    struct effort {
        int looks = 400;
    };
    enum class shape : std::uint8_t { any, framed };
    struct phrase {
        phrase_pattern pattern;
        std::string_view chinese;
    };

    void add(std::string_view english, std::string_view chinese);
    [[nodiscard]] said clauses(std::string_view text, effort& left) const;
    std::size_t longer_clause(std::vector<std::string_view> const& parts, std::size_t first, said& found,
                              effort& left) const;
    [[nodiscard]] said clause(std::string_view text, effort& left) const;
    [[nodiscard]] said whole(std::string_view text, effort& left, shape wanted = shape::any) const;
    [[nodiscard]] said behind_colon(std::string_view text, effort& left) const;
    [[nodiscard]] said with_brackets(std::string_view text, effort& left) const;
    [[nodiscard]] said list(std::string_view text, effort& left) const;
    [[nodiscard]] std::string filled(phrase const& with, captures const& found, effort& left) const;
    [[nodiscard]] std::string paragraph(std::string_view text) const;
    [[nodiscard]] std::string numbered(std::string_view text) const;
    [[nodiscard]] std::string cell(std::string_view text) const;

    std::vector<std::string> kept_; ///< What the pages say, with ends of lines inside.
    std::map<std::string_view, std::string_view> exact_;
    std::vector<phrase> patterns_;
};

} // namespace command::texts

#endif
