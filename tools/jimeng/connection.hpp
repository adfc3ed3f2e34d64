#ifndef JIMENG_COMMAND_CONNECTION_HPP
#define JIMENG_COMMAND_CONNECTION_HPP

#include "account.hpp"
#include "generate_arguments.hpp"
#include "session.hpp"

#include <jimeng/emulator/server.hpp>
#include <jimeng/jimeng.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <string>

namespace command {

/// Who makes the calls, and how that is known.
struct caller {
    std::optional<account> who;
    std::string source;        ///< The variables or the file that it is known from, safe to show.
    std::string access_key_id; ///< Its beginning, safe to show; empty with the token of a relay.
    bool temporary = false;    ///< Whether a session token comes with the keys.
    std::string complaint;     ///< Without `who`: what to set.
};

/// The token of a relay, where one is set; else the keys of an account. A relay's token is nothing that the service itself
/// may see.
[[nodiscard]] caller find_caller(jimeng::client_options const& options);

/// Whether calls go to the vendor and not to a relay.
[[nodiscard]] bool goes_to_the_vendor(jimeng::client_options const& options);

/// A private emulator, which the options then lead to, and its account.
/// @param models  This program's, so that each can be tried.
[[nodiscard]] std::unique_ptr<jimeng::emulator::background_server>
start_emulator(jimeng::model_list models, jimeng::client_options& options, caller& made);

/// The settings of the environment, or none and what is wrong with them. For the emulator neither an address nor a proxy
/// is looked at: the service is on this machine then.
[[nodiscard]] std::optional<jimeng::client_options> find_options(bool emulator, std::string& complaint);

/// How many tasks of an account run at once: `JIMENG_CONCURRENCY`, where it is set.
/// @return Empty, or what is wrong with it.
[[nodiscard]] std::string read_concurrency(int& tasks);

/// What the environment and the files of keys say. A run reads them once: the environment's secrets are wiped then.
struct settings {
    std::optional<jimeng::client_options> options; ///< None: still to be read.
    caller who;
};

/// How a run has many tasks at once.
struct many_tasks {
    boost::asio::any_io_executor executor;    ///< What its operations run on.
    std::optional<int> tasks;                 ///< At once; none: as `JIMENG_CONCURRENCY` says.
    std::optional<double> submits_per_second; ///< None: what is assumed of an account.
    jimeng::disk_executor disk;               ///< Where they wait for the disk.
};

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
