#ifndef JIMENG_COMMAND_TEXTS_PHRASE_PATTERN_HPP
#define JIMENG_COMMAND_TEXTS_PHRASE_PATTERN_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::texts {

/// What may stand where a phrase has `{0}`, and whether it is spoken too.
enum class slot_kind : std::uint8_t {
    words,    ///< `{0}`: anything; spoken where it is a phrase itself.
    number,   ///< `{0:n}`: digits, points, commas and a sign.
    word,     ///< `{0:w}`: no blank; as it is.
    verbatim, ///< `{0:v}`: anything; as it is.
};

/// What stood in the places of a phrase, by their numbers.
using captures = std::array<std::string_view, 10>;

/// A phrase with places for what differs.
class phrase_pattern {
public:
    /// @param text  Must outlive this. Each number from 0 to 9 stands for one place.
    explicit phrase_pattern(std::string_view text);

    /// @return What stands in its places; none where the text is another one.
    [[nodiscard]] std::optional<captures> match(std::string_view text) const;
    [[nodiscard]] slot_kind kind_of(std::size_t number) const noexcept { return kinds_[number]; }
    [[nodiscard]] bool is_sentence(std::size_t number) const noexcept { return sentences_[number]; }
    /// Whether words of its own stand at both ends, so that it takes nothing of what stands around it.
    [[nodiscard]] bool is_framed() const noexcept { return !literals_.front().empty() && literals_.back().size() > 5; }
    /// How many characters are the phrase's own: of two that match the one with more says more.
    [[nodiscard]] std::size_t own_characters() const noexcept { return own_; }

private:
    [[nodiscard]] bool match_from(std::size_t slot, std::string_view rest, captures& found) const;

    std::vector<std::string_view> literals_; ///< One more than places.
    std::vector<std::size_t> numbers_;       ///< Of the places, in their order.
    std::array<slot_kind, 10> kinds_{};
    std::array<bool, 10> sentences_{}; ///< Those behind a colon, where a single word can be a phrase.
    std::size_t own_ = 0;
};

} // namespace command::texts

#endif
