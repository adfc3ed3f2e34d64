#ifndef JIMENG_NET_DETAIL_CLOSE_DESCRIPTOR_HPP
#define JIMENG_NET_DETAIL_CLOSE_DESCRIPTOR_HPP

#include <jimeng/core/config.hpp>

#include <unistd.h>

namespace jimeng::inline JIMENG_ABI::detail {

/// A deleter for a pointer to an open descriptor.
struct close_descriptor {
    void operator()(int const* descriptor) const noexcept { ::close(*descriptor); }
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
