#ifndef JIMENG_COMMAND_CLUSTER_SHARED_JOB_HPP
#define JIMENG_COMMAND_CLUSTER_SHARED_JOB_HPP

#include "../batch/check.hpp"

#include <jimeng/store/postgresql_queue.hpp>

#include <optional>
#include <string>

namespace command::cluster {

/// A checked line as a worker has it, who has not seen its file.
struct shared_job {
    batch::batch_input input; ///< A file of this one line.
    batch::check_rules rules;
    batch::item one;
};

/// The line as it waits in the queue.
[[nodiscard]] jimeng::queued_job to_queued(batch::batch_input const& input, batch::check_rules const& rules,
                                           batch::item const& one);

/// Reads it again. @return Nothing with one line in `trouble`, where it was written by another version.
[[nodiscard]] std::optional<shared_job> from_queued(jimeng::queued_job const& job, jimeng::model_list models,
                                                    std::string& trouble);

} // namespace command::cluster

#endif
