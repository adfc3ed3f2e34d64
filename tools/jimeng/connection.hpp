#ifndef JIMENG_COMMAND_CONNECTION_HPP
#define JIMENG_COMMAND_CONNECTION_HPP

#include "account.hpp"
#include "generate_arguments.hpp"
#include "session.hpp"

#include <jimeng/emulator/server.hpp>
#include <jimeng/jimeng.hpp>

#include <memory>
#include <optional>
#include <string>

namespace command {

/// Where the calls go, and with which keys.
struct connection {
    std::unique_ptr<jimeng::emulator::background_server> emulator; ///< Only with `--emulator`.
    std::optional<account_client> client;
};

/// Nothing falls back to the emulator by itself: without keys the sentence says what to set.
/// @return Empty, or why there is no connection; `why` then tells which kind of setting is at fault.
[[nodiscard]] std::string connect(result_arguments const& arguments, session const& of, jimeng::model_list models,
                                  connection& made, jimeng::client_errc& why);

} // namespace command

#endif
