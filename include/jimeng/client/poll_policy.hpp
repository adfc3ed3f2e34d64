#ifndef JIMENG_CLIENT_POLL_POLICY_HPP
#define JIMENG_CLIENT_POLL_POLICY_HPP

#include <chrono>

namespace jimeng {

/// How long and how often a task is asked about. Ending the wait never ends the task.
/// @par Source Interval and attempts: defaults of the skill this command replaces. The rest is ours.
struct poll_policy {
    std::chrono::milliseconds first_wait{500};   ///< Before the first query; never longer than `interval`.
    std::chrono::milliseconds interval{2'000};   ///< Between two queries.
    int max_attempts = 60;                       ///< Queries.
    std::chrono::milliseconds deadline{600'000}; ///< For the whole operation, downloads not counted.
    int internal_error_attempts =
        3;                       ///< Queries in a row that may answer 50500 or 50501 before the task counts as failed.
    int not_found_attempts = 3;  ///< The same for `not_found` just after the own submit.
    int bad_answer_attempts = 3; ///< The same for answers that are no documented JSON.
};

} // namespace jimeng

#endif
