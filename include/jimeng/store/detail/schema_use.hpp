#ifndef JIMENG_STORE_DETAIL_SCHEMA_USE_HPP
#define JIMENG_STORE_DETAIL_SCHEMA_USE_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI {

/// What may be done to the schema of a database.
enum class schema_use {
    make,   ///< It is made where there is none, and brought to this program's version.
    update, ///< It is brought to it; a database without one is refused.
    keep    ///< Nothing; one of an older version is refused, too.
};

} // namespace jimeng::inline JIMENG_ABI

#endif
