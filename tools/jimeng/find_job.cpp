#include "find_job.hpp"

#include <jimeng/core/escape.hpp>

#include <utility>

namespace command {

namespace {

/// One that was set aside has its key still; the latest of them.
std::optional<jimeng::job_history> find_key(jimeng::job_folder const& jobs, std::string const& key)
{
    std::optional<jimeng::job_history> found;
    for (auto const& name : jobs.names()) {
        auto job = jobs.read(name);
        bool const has = !job.events.empty() && !key.empty() && job.first().key == key;
        if (has && (!found || found->first().at <= job.first().at)) found = std::move(job);
    }
    return found;
}

} // namespace

std::optional<jimeng::job_history> find_job(jimeng::job_folder const& jobs, std::string const& which,
                                            std::string& trouble)
{
    for (auto const& name : {which, jimeng::job_name_of_key(which)})
        if (auto job = jobs.read(name); !job.events.empty() || job.damaged_lines != 0) return job;
    if (auto job = jobs.find_task(which)) return job;
    if (auto job = find_key(jobs, which)) return job;
    trouble = "no job, task or key " + jimeng::for_terminal(which, 60) + " is in the journal; see jimeng tasks";
    return std::nullopt;
}

} // namespace command
