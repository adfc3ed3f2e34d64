#ifndef JIMENG_TESTS_UNIT_PRINT_ENUM_HPP
#define JIMENG_TESTS_UNIT_PRINT_ENUM_HPP

#include <jimeng/core/rules.hpp>

#include <ostream>
#include <type_traits>

namespace jimeng {

/// Boost.Test prints both sides of a comparison that failed; the library's own enumerations have no stream operator.
template <class Enum>
requires std::is_enum_v<Enum> std::ostream& operator<<(std::ostream& out, Enum value)
{
    return out << "enumerator " << static_cast<long long>(value);
}

inline std::ostream& operator<<(std::ostream& out, rule const& broken)
{
    return out << "rule '" << broken.sentence() << '\'';
}
template <fixed_string Sentence, fixed_string Remedy>
std::ostream& operator<<(std::ostream& out, rule_words<Sentence, Remedy> broken)
{
    return out << rule{broken};
}

} // namespace jimeng

#endif
