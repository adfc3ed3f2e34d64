#ifndef JIMENG_COMMAND_FREE_QUERY_HPP
#define JIMENG_COMMAND_FREE_QUERY_HPP

#include "connection.hpp"

#include <jimeng/core/model_entry.hpp>

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace command {

/// What became of one query of a task that nobody submitted.
struct free_query {
    std::string host; ///< As it was called, with its port.
    bool over_tls = false;
    bool served = true;      ///< Whether the route leads to the model; else nothing was sent.
    bool signed_well = true; ///< Whether it could be signed; else nothing was sent.
    jimeng::error_code sent; ///< How the exchange ended; without an error there is an answer.
    jimeng::error_code said; ///< What the answer tells.
    jimeng::diagnostics details;
    std::chrono::sys_seconds local{};               ///< This machine's time when it was answered.
    std::optional<std::chrono::sys_seconds> remote; ///< The `Date` of the answer.
    bool dated_by_service = false; ///< It was signed with the service's time, for want of a right one here.
};

/// Sends it, once; it costs nothing. Nothing but the action that asks for a result is ever called from here.
/// @param who  Signs it; without one it is sent unsigned.
/// @param ahead  How much later than this machine's clock it is dated.
[[nodiscard]] free_query ask(jimeng::model_entry const& model, jimeng::client_options const& options,
                             std::optional<account> const& who, std::stop_token stop,
                             std::chrono::seconds ahead = std::chrono::seconds{0});

/// The same, and once more where it was refused as the first call of a `generate` is whose clock is wrong: dated by the
/// service's clock then.
[[nodiscard]] free_query ask_as_a_run_does(jimeng::model_entry const& model, jimeng::client_options const& options,
                                           std::optional<account> const& who, std::stop_token const& stop);

} // namespace command

#endif
