#ifndef JIMENG_COMMAND_SERVE_OUTCOME_HPP
#define JIMENG_COMMAND_SERVE_OUTCOME_HPP

#include "reply.hpp"

#include "../desk/order.hpp"

#include <string>
#include <vector>

namespace command::serve {

/// How a client's pictures are told.
struct telling {
    bool as_base64 = false;
    std::string key{};   ///< The `Idempotency-Key` that was sent; empty: none was.
    bool is_kept = true; ///< Whether a process after this one knows what was paid for the request.
};

/// What became of the tasks of one request. Where any of them brought a picture, those are there, and what is wrong with the
/// others stands beside them.
[[nodiscard]] reply reply_to(std::vector<desk::answer> const& all, telling const& how);

/// That a key stands for another request.
[[nodiscard]] reply key_is_taken(std::string const& key);

/// Whether asking again may bring what this did not, without a second bill.
[[nodiscard]] bool goes_on(desk::answer const& one) noexcept;

/// Whether the service took nothing, so that nothing is paid.
[[nodiscard]] bool costs_nothing(desk::answer const& one) noexcept;

} // namespace command::serve

#endif
