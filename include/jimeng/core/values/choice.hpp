#ifndef JIMENG_CORE_VALUES_CHOICE_HPP
#define JIMENG_CORE_VALUES_CHOICE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What is to be said where nothing is chosen.
enum class unchosen : std::uint8_t {
    first_word, ///< The service takes the first of the words.
    not_known,  ///< The page does not tell what the service takes.
    refused     ///< One must be chosen.
};

/// One of the words that a model knows; nothing too, unless one must be chosen.
template <unchosen Otherwise, fixed_string... Words>
class word_of {
public:
    static constexpr std::array<std::string_view, sizeof...(Words)> words{Words.view()...};

    constexpr word_of() requires(Otherwise != unchosen::refused) = default;

    template <std::size_t N>
    consteval word_of(char const (&literal)[N]) : word_{literal, N - 1}
    {
        if (!is_known(word_)) at_compile_time{}(rules::choice_is_known);
    }

    static parsed<word_of> parse(std::string_view word)
    {
        for (auto const one : words)
            if (one == word) return unchecked(one);
        return violation{rules::choice_is_known, "value", std::string{word}, all_words()};
    }
    /// A visible way past the list, which is what the page documents.
    /// @par Object lifetimes The text must outlive the request.
    static constexpr word_of unchecked(std::string_view word) noexcept { return word_of{word, unchecked_tag{}}; }

    /// Whether it is left to the service.
    [[nodiscard]] constexpr bool empty() const noexcept { return word_.empty(); }
    /// Empty where nothing is chosen.
    [[nodiscard]] constexpr std::string_view word() const noexcept { return word_; }

    template <class Face>
    [[nodiscard]] constexpr rule judge(Face face) const noexcept
    {
        if (Otherwise == unchosen::refused && word_.empty()) return face(rules::value_is_present);
        return is_utf8(word_) ? rules::none : face(rules::text_is_utf8);
    }
    void write(std::string_view name, field_sink& to) const { to.text(name, word_); }
    static parsed<word_of> read(std::string_view name, field_source& from)
    {
        std::string_view word;
        auto const what = from.text(name, word);
        if (what == found::absent && Otherwise != unchosen::refused) return unchecked({});
        if (what == found::absent) return violation{rules::value_is_present, std::string{name}, "", all_words()};
        if (what != found::present) return detail::not_taken(what, name, from, all_words());
        if (from.undocumented()) return unchecked(word);
        auto chosen = parse(word);
        return chosen ? chosen
                      : parsed<word_of>{
                            violation{rules::choice_is_known, std::string{name}, std::string{word}, all_words()}};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.choices = words;
        facts.required = Otherwise == unchosen::refused;
        if (Otherwise == unchosen::first_word) facts.standard = words.front();
        to.value(facts);
    }

private:
    struct unchecked_tag {};
    constexpr word_of(std::string_view word, unchecked_tag) noexcept : word_{word} {}

    static constexpr bool is_known(std::string_view word) noexcept { return ((word == Words.view()) || ...); }
    static std::string all_words()
    {
        std::string all;
        for (auto const word : words)
            (all += all.empty() ? "" : ", ") += word;
        return all;
    }

    std::string_view word_{};
};

/// One of the words that a model knows, or nothing. Its first word is what the service takes where nothing is said.
template <fixed_string... Words>
using choice = word_of<unchosen::first_word, Words...>;
/// The same where the page does not tell what the service takes otherwise.
template <fixed_string... Words>
using choice_without_default = word_of<unchosen::not_known, Words...>;
/// One that must be chosen.
template <fixed_string... Words>
using required_choice = word_of<unchosen::refused, Words...>;

} // namespace jimeng::inline JIMENG_ABI

#endif
