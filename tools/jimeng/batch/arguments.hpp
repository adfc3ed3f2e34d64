#ifndef JIMENG_COMMAND_BATCH_ARGUMENTS_HPP
#define JIMENG_COMMAND_BATCH_ARGUMENTS_HPP

#include "../generate_arguments.hpp"
#include "input.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace command::batch {

/// Where jobs are kept that many machines share.
struct store_arguments {
    std::string url; ///< Empty: nowhere.
    std::string account = "default";
};

/// @param required  Whether there is nothing to do without it.
void add_store_options(CLI::App& app, store_arguments& to, bool required);

/// `jimeng batch` as it stands on the command line.
struct arguments {
    std::string file;
    input_format format;
    std::string model;
    std::optional<int> concurrency;
    std::optional<double> rate;       ///< Submits a second.
    std::vector<std::string> budgets; ///< `100`, `60s`.
    std::vector<std::string> prices;  ///< `MODEL=NUMBER`.
    std::optional<std::size_t> sample;
    bool dry_run = false;
    bool skip_invalid = false;
    bool fail_fast = false;
    bool retry_failed = false;
    std::string on_unknown;
    store_arguments store;
    jimeng::any_options how;
    result_arguments results; ///< `output` is the folder.
};

void add_options(CLI::App& app, arguments& to);

/// Runs the batch. @return The exit code.
int run(arguments const& wanted, jimeng::model_list models);

} // namespace command::batch

#endif
