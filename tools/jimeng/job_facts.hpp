#ifndef JIMENG_COMMAND_JOB_FACTS_HPP
#define JIMENG_COMMAND_JOB_FACTS_HPP

#include "report.hpp"

#include <jimeng/store.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace command {

/// The results of a job as its journal has them, in their order; those that were not saved have no path.
[[nodiscard]] std::vector<shown_picture> results_of(jimeng::job_history const& job);

/// Whether each result of a job lies in its file still, byte by byte what was saved; false where none is known.
[[nodiscard]] bool all_lie_there(jimeng::job_history const& job);

/// The results of a job that need not be fetched again: they lie in their files still, whole and as they were saved.
[[nodiscard]] jimeng::saved_results saved_still(jimeng::job_history const& job);

/// Whether the journal knows that the service has ended the job's task, with results that may be fetched.
[[nodiscard]] bool has_ended(jimeng::job_history const& job);

/// Where a job stands, in one word or two.
[[nodiscard]] std::string_view standing_words(jimeng::job_history const& job);

/// What the journal knows of a job that is over, as a run that ended now would tell it.
void take_job(jimeng::job_history const& job, report& found);

/// When its task was accepted; nothing where the journal does not know.
[[nodiscard]] std::chrono::system_clock::time_point accepted_at(jimeng::job_history const& job);

/// Somebody has decided about it, and submitted it again.
[[nodiscard]] bool is_set_aside(jimeng::job_history const& job);

/// `another process goes on with the job (process 4711)`; the words alone where the system does not tell which, or it is
/// about something else.
[[nodiscard]] std::string words_about(jimeng::error_code const& ec, jimeng::job_folder const& jobs,
                                      std::string_view name);

/// `2026-11-26 17:05:00Z`.
[[nodiscard]] std::string time_words(std::chrono::system_clock::time_point at);

} // namespace command

#endif
