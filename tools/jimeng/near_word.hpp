#ifndef JIMENG_COMMAND_NEAR_WORD_HPP
#define JIMENG_COMMAND_NEAR_WORD_HPP

#include <jimeng/core/registry.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace command {

/// How many letters one has to add, leave out, change or swap with the next to come from one word to the other; large and
/// small ones are the same.
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// Looks for what was meant by a word that nobody knows.
class near_word {
public:
    /// @param typed  Must outlive the search.
    explicit near_word(std::string_view typed) noexcept : typed_{typed} {}

    /// @param known  A word that may have been meant; must outlive the search.
    void look_at(std::string_view known);

    /// The one of which some third of the letters is wrong at most, and not the first of several; empty where there is none,
    /// or no single one.
    [[nodiscard]] std::string_view found() const noexcept { return alone_ ? found_ : std::string_view{}; }

private:
    std::string_view typed_;
    std::string_view found_{};
    std::size_t distance_ = std::string_view::npos;
    bool alone_ = false;
};

/// The name or request key of a model that was probably meant; empty where there is none.
[[nodiscard]] std::string_view near_model(std::string_view typed, jimeng::model_list models);

/// `; the nearest is WORD`; empty for an empty word.
[[nodiscard]] std::string words_for_nearest(std::string_view word);

} // namespace command

#endif
