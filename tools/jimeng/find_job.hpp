#ifndef JIMENG_COMMAND_FIND_JOB_HPP
#define JIMENG_COMMAND_FIND_JOB_HPP

#include <jimeng/store.hpp>

#include <optional>
#include <string>

namespace command {

/// The job of this name, task id or key; nothing where there is none, with the reason in `trouble`.
[[nodiscard]] std::optional<jimeng::job_history> find_job(jimeng::job_folder const& jobs, std::string const& which,
                                                          std::string& trouble);

} // namespace command

#endif
