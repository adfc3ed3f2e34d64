#ifndef JIMENG_COMMAND_CLUSTER_CLUSTER_HPP
#define JIMENG_COMMAND_CLUSTER_CLUSTER_HPP

#include "../batch/arguments.hpp"
#include "../batch/check.hpp"

#include <optional>
#include <string>
#include <vector>

namespace command::cluster {

/// `jimeng work` as it stands on the command line.
struct work_arguments {
    batch::store_arguments store;
    int concurrency = 16;
    int lease = 30; ///< Seconds.
    bool until_done = false;
    result_arguments results;
};

/// `jimeng status` likewise.
struct status_arguments {
    batch::store_arguments store;
    bool results = false;
    std::string output; ///< Only of this folder; empty: of all.
    bool watch = false;
    bool as_json = false;
    std::string lang;
};

void add_work_options(CLI::App& app, work_arguments& to);
void add_status_options(CLI::App& app, status_arguments& to);

/// Runs jobs of a store until it is stopped. @return The exit code.
int run_work(work_arguments const& wanted, jimeng::model_list models);

/// Says what there is in a store. @return The exit code.
int run_status(status_arguments const& wanted);

/// A batch whose lines go into a store.
struct checked_batch {
    batch::arguments const& wanted;
    batch::batch_input const& input;
    batch::check_rules const& rules;
    batch::budget const& limits;
    std::vector<batch::item> const& items;
};

/// Puts them there. @return The exit code.
int enqueue(checked_batch const& what);

/// Says how many of them are there already, and changes nothing. @return The exit code.
int look(checked_batch const& what);

} // namespace command::cluster

#endif
