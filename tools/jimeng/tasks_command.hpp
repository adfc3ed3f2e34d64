#ifndef JIMENG_COMMAND_TASKS_COMMAND_HPP
#define JIMENG_COMMAND_TASKS_COMMAND_HPP

#include <jimeng/core/registry.hpp>

#include <optional>
#include <string>

namespace command {

struct tasks_arguments {
    std::string what; ///< `list`, `show` or `forget`; empty: `list`.
    std::string which;
    bool done = false;                ///< Of `forget`: all jobs that are over.
    std::optional<double> older_than; ///< Likewise, in days.
    bool as_json = false;
};

/// Lists what the journal knows, shows one job, or forgets it or all that are over.
int run_tasks(tasks_arguments const& arguments, jimeng::model_list models);

struct resume_arguments {
    std::string which;
    bool all = false;
    std::string on_unknown;
    std::optional<std::string> output; ///< Only of `download`.
    bool overwrite = false;            ///< Likewise.
    bool free_name = false;            ///< Likewise.
    bool as_json = false;
    std::string lang;
    bool sidecar = false; ///< Beside what the run that began the job wanted.
    bool embed = false;   ///< Likewise.
    bool show = false;
    bool open = false;
    std::string ca_file;                ///< Empty: that of the run that began the job.
    std::optional<double> wait_timeout; ///< Seconds.
};

/// Fetches the results of a job again, to another place.
int run_download(resume_arguments const& arguments, jimeng::model_list models);

/// Brings home what was accepted, here or in a run that was cut short.
int run_resume(resume_arguments const& arguments, jimeng::model_list models);

} // namespace command

#endif
