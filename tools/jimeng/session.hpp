#ifndef JIMENG_COMMAND_SESSION_HPP
#define JIMENG_COMMAND_SESSION_HPP

#include <jimeng/media/saved_result.hpp>
#include <jimeng/store/file_job_store.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace command {

struct settings;
struct many_tasks;

namespace provenance {
class keeper;
}

/// What a run goes on with.
struct session {
    std::shared_ptr<jimeng::file_job_store> store{}; ///< None: nothing is kept.
    /// In its place one that other machines share, and with it the limits of the account: no other ones are kept then.
    std::shared_ptr<jimeng::job_store> shared{};
    std::string job{};             ///< Name of a job that is there already; empty: a new one.
    std::string req_key{};         ///< Of the model: each has limits of its own.
    std::string key{};             ///< What its caller calls it, where it is there already.
    std::string endpoint{};        ///< Where its task is known; empty: that was not recorded.
    std::string highest_cost{};    ///< Of another submit, in words.
    bool may_be_elsewhere = false; ///< A task is asked for by its id: at another endpoint it is not this job's.
    bool has_ended = false;        ///< The journal knows that the service has ended its task.
    std::chrono::system_clock::time_point accepted_at{}; ///< Its task; nothing: nobody knows when.
    jimeng::saved_results saved{};                       ///< Of the job, what lies in its files still.
    std::shared_ptr<settings> known{};                   ///< Where a run connects more than once.
    std::shared_ptr<provenance::keeper> keeper{};        ///< Of records of the results; none: nobody asked for one.
    many_tasks const* many{};                            ///< Where a run has many tasks at once.
};

} // namespace command

#endif
