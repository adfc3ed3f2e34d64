#ifndef JIMENG_CLIENT_DETAIL_GOAL_HPP
#define JIMENG_CLIENT_DETAIL_GOAL_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// How far an operation goes.
enum class goal { submit, query, wait, generate };

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
