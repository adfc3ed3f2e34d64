#ifndef JIMENG_CORE_VALUES_CHOICE_HPP
#define JIMENG_CORE_VALUES_CHOICE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// One of the words that a model knows, or nothing. Its first word is what the service takes where nothing is said.
template <fixed_string... Words>
class choice {
public:
    static constexpr std::array<std::string_view, sizeof...(Words)> words{Words.view()...};

    constexpr choice() = default;

    template <std::size_t N>
    consteval choice(char const (&literal)[N]) : index_{index_of({literal, N - 1})}
    {
        if (index_ == none) at_compile_time{}(rules::choice_is_known);
    }

    static parsed<choice> parse(std::string_view word)
    {
        choice chosen;
        chosen.index_ = index_of(word);
        if (chosen.index_ != none) return chosen;
        return violation{rules::choice_is_known, "value", std::string{word}, all_words()};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return index_ == none; }
    /// Empty where nothing is chosen.
    [[nodiscard]] constexpr std::string_view word() const noexcept
    {
        return empty() ? std::string_view{} : words[index_];
    }

    void write(std::string_view name, field_sink& to) const { to.text(name, word()); }
    static parsed<choice> read(std::string_view name, field_source& from)
    {
        std::string_view word;
        auto const what = from.text(name, word);
        if (what == found::absent) return choice{};
        if (what != found::present) return detail::not_taken(what, name, from, all_words());
        auto chosen = parse(word);
        return chosen ? chosen : violation{rules::choice_is_known, std::string{name}, std::string{word}, all_words()};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.choices = words;
        facts.standard = words.front();
        to.value(facts);
    }

private:
    static constexpr std::size_t none = sizeof...(Words);

    static constexpr std::size_t index_of(std::string_view word) noexcept
    {
        std::size_t i = 0;
        while (i != none && words[i] != word)
            ++i;
        return i;
    }
    static std::string all_words()
    {
        std::string all;
        for (auto const word : words)
            (all += all.empty() ? "" : ", ") += word;
        return all;
    }

    std::size_t index_ = none;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
