#ifndef JIMENG_COMMAND_MCP_ARGUMENTS_HPP
#define JIMENG_COMMAND_MCP_ARGUMENTS_HPP

#include "../generate_arguments.hpp"

#include <optional>
#include <string>
#include <vector>

namespace command::mcp {

/// `jimeng mcp` as it stands on the command line.
struct arguments {
    std::vector<std::string> folders; ///< Inside of which local files may be sent.
    std::vector<std::string> budgets; ///< `20`, `60s`.
    std::vector<std::string> prices;  ///< `MODEL=NUMBER`.
    std::optional<int> concurrency;
    double answer_within = 50; ///< Seconds.
    result_arguments results;  ///< `output` is the folder.
};

void add_options(CLI::App& app, arguments& to);

/// Serves one client on standard input and output until that ends, or a signal comes. @return The exit code.
int run(arguments const& wanted, jimeng::model_list models);

} // namespace command::mcp

#endif
