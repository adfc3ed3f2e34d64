#ifndef JIMENG_COMMAND_BATCH_ITEM_HPP
#define JIMENG_COMMAND_BATCH_ITEM_HPP

#include "cost.hpp"
#include "record.hpp"

#include <jimeng/core/registry.hpp>

#include <string>

namespace command::batch {

/// A line that was checked, as it waits for its turn. The request itself is read again then, so that ten thousand of them
/// need little memory.
struct item {
    record from;
    std::string id;
    jimeng::model_entry const* model = nullptr;
    std::string output;   ///< As `generate_options::output` takes it.
    std::string key;      ///< Of its job.
    bool own_key = false; ///< Whether the line named it.
    std::string job;      ///< The job's name in the journal.
    std::string request;  ///< A hash of all that is sent, and of the key where the line named it.
    cost most;
    bool priced = false;     ///< Whether `most` has money.
    bool by_default = false; ///< Whether the line leaves its model, and the job's key, to the run.
};

} // namespace command::batch

#endif
