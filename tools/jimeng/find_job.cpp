#include "find_job.hpp"

#include <jimeng/core/escape.hpp>

namespace command {

std::optional<jimeng::job_history> find_job(jimeng::job_folder const& jobs, std::string const& which,
                                            std::string& trouble)
{
    for (auto const& name : {which, jimeng::job_name_of_key(which)})
        if (auto job = jobs.read(name); !job.events.empty() || job.damaged_lines != 0) return job;
    if (auto job = jobs.find_task(which)) return job;
    trouble = "no job, task or key " + jimeng::for_terminal(which, 60) + " is in the journal; see jimeng tasks";
    return std::nullopt;
}

} // namespace command
