#ifndef JIMENG_COMMAND_SERVE_ARGUMENTS_HPP
#define JIMENG_COMMAND_SERVE_ARGUMENTS_HPP

#include "../generate_arguments.hpp"

#include <jimeng/core/registry.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace command::serve {

/// `jimeng serve` as it stands on the command line.
struct arguments {
    std::uint16_t port = 0;         ///< On 127.0.0.1; 0: any free one.
    std::string listen;             ///< `ADDRESS:PORT`; empty: on this machine only.
    std::string certificate;        ///< File; empty: no TLS.
    std::string key;                ///< Its file.
    bool behind_proxy = false;      ///< Somebody else does TLS.
    std::vector<std::string> names; ///< That a `Host` may give it besides this machine's.
    std::optional<int> concurrency;
    std::vector<std::string> budgets; ///< `100`.
    result_arguments results;         ///< `output` is the folder.
};

void add_options(CLI::App& app, arguments& to);

/// Serves until a signal comes. The first line on standard output is JSON: where, and the token where it was made here.
/// @return The exit code.
int run(arguments const& wanted, jimeng::model_list models);

} // namespace command::serve

#endif
