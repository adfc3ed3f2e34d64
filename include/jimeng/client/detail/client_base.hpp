#ifndef JIMENG_CLIENT_DETAIL_CLIENT_BASE_HPP
#define JIMENG_CLIENT_DETAIL_CLIENT_BASE_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/detail/client_memory.hpp>
#include <jimeng/core/config.hpp>

#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What the operations of a client need of it that does not depend on its policies' types.
struct client_base {
    explicit client_base(client_options&& how) : options{std::move(how)} {}

    client_options options;
    std::shared_ptr<client_memory> memory = std::make_shared<client_memory>();
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
