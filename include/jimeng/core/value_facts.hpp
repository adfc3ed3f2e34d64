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
    bool required = false;
    std::string_view alternative{}; ///< The other name of the same member; one of both is needed where required.
    bool is_subject = false;        ///< The text that says what is wanted: a command takes it without an option's name.
    std::optional<double> least{};  ///< Of whole numbers only what a double holds exactly.
    std::optional<double> most{};
    std::size_t longest_advised = 0; ///< In code points; 0: not said.
    std::size_t longest = 0;
    std::size_t fewest_items = 0;
    std::size_t most_items = 0;
    std::span<std::string_view const> choices{}; ///< Numbers too, as text.
    std::string_view standard{};                 ///< What the service takes where nothing is said; empty: not known.
    std::string_view format{};                   ///< As JSON Schema names it: `uri`, `byte`.
    std::string_view summary{};                  ///< One sentence, of the field.
};

/// Takes the facts of a model's members, one call for each name.
class facts_sink {
public:
    virtual void value(value_facts const& facts) = 0;

protected:
    ~facts_sink() = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
