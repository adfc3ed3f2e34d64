#ifndef JIMENG_COMMAND_CLUSTER_SHARED_STORE_HPP
#define JIMENG_COMMAND_CLUSTER_SHARED_STORE_HPP

#include "../batch/arguments.hpp"

#include <jimeng/store/postgresql_queue.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace command::cluster {

/// A store in PostgreSQL, and an account's queue in it.
struct shared_store {
    std::shared_ptr<jimeng::postgresql_job_store> jobs;
    std::optional<jimeng::postgresql_queue> queue;
};

/// @return Nothing with one line in `trouble`, in which no password is, and what kind of trouble it is in `why`.
[[nodiscard]] std::optional<shared_store> open_store(batch::store_arguments const& wanted, std::chrono::seconds lease,
                                                     jimeng::schema_use schema, std::string& trouble,
                                                     jimeng::client_errc& why);

/// Whether the database answers, and nobody has put jobs there yet.
/// @throws std::runtime_error Where it does not answer.
[[nodiscard]] bool lacks_schema(batch::store_arguments const& wanted);

} // namespace command::cluster

#endif
