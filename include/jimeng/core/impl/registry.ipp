#ifndef JIMENG_CORE_IMPL_REGISTRY_IPP
#define JIMENG_CORE_IMPL_REGISTRY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/registry.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

template entry_list library_entries<void>;

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
