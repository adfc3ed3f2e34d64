#ifndef JIMENG_CORE_VALUE_FACTS_HPP
#define JIMENG_CORE_VALUE_FACTS_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What there is to know of a member before it has a value: for help texts, schemas and forms.
struct value_facts {
    enum class type : std::uint8_t { text, whole, real, truth, texts };

    std::string_view name{};     ///< On the wire.
    std::string_view typed_as{}; ///< On a command line, where that differs; `-`: not there.
    bool typed_only = false;     ///< A person's word for members that have other names on the wire.
    type holds = type::text;
    std::string_view placeholder{}; ///< For a help text: `PX`, `URL`.
    std::string_view words{};       ///< What a person types in the place of a number: `1K, 2K`; empty: nothing else.
    bool required = false;
    std::string_view alternative{};   ///< The other name of the same member: never both; one is needed where required.
    std::string_view together_with{}; ///< Given only where this one is.
    bool is_subject = false;       ///< The text that says what is wanted: a command takes it without an option's name.
    std::optional<double> least{}; ///< Of whole numbers only what a double holds exactly.
    std::optional<double> most{};
    std::size_t longest_advised = 0; ///< In code points; 0: not said.
    std::size_t longest = 0;         ///< More is refused, unless somebody asks to pass over advice.
    bool visible = false;            ///< A text that must hold more than blanks, and no nul character.
    std::size_t fewest_items = 0;
    std::size_t most_items = 0;
    std::span<std::string_view const> choices{}; ///< Numbers too, as text.
    std::string_view standard{};                 ///< What the service takes where nothing is said; empty: not known.
    std::string_view format{};                   ///< As JSON Schema names it: `uri`, `byte`.
    std::string_view summary{};                  ///< One sentence, of the field.
    bool unverified = false;                     ///< Not from the service's own documentation.
};

/// Takes the facts of a model's members, one call for each name.
class facts_sink {
public:
    virtual void value(value_facts const& facts) = 0;

protected:
    ~facts_sink() = default;
};

/// Takes what the rules between a model's members tell of themselves. A member that is set is there and, if it is a list,
/// not empty.
class rules_sink {
public:
    /// One of them is set, or both.
    virtual void at_least_one(std::string_view one, std::string_view other) = 0;
    /// `name` is set only where `other` is not.
    virtual void not_beside(std::string_view name, std::string_view other) = 0;
    /// `name` is set only where `other` is too.
    virtual void only_beside(std::string_view name, std::string_view other) = 0;
    /// Where `name` is set, a list has so many members at most.
    virtual void few_beside(std::string_view name, std::string_view list, std::size_t most) = 0;

protected:
    ~rules_sink() = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
