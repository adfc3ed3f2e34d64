#ifndef JIMENG_TESTS_UNIT_PRINT_ENUM_HPP
#define JIMENG_TESTS_UNIT_PRINT_ENUM_HPP

#include <ostream>
#include <type_traits>

namespace jimeng {

/// Boost.Test prints both sides of a comparison that failed; the library's own enumerations have no stream operator.
template <class Enum>
requires std::is_enum_v<Enum> std::ostream& operator<<(std::ostream& out, Enum value)
{
    return out << "enumerator " << static_cast<long long>(value);
}

} // namespace jimeng

#endif
