#ifndef JIMENG_STORE_POSTGRESQL_QUEUE_HPP
#define JIMENG_STORE_POSTGRESQL_QUEUE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/postgresql.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// What an account may do and spend, for all workers together. What is not given stays as it is.
struct queue_limits {
    std::optional<int> tasks{};                 ///< At once, 1 in a new account. Less after "too many tasks".
    std::optional<double> submits_per_second{}; ///< 1 in a new account. Less after "too many requests".
    std::optional<std::int64_t> pictures{};     ///< The budget; a new account has none to keep.
    std::optional<std::int64_t> seconds{};      ///< Of video, likewise.
};

/// A job as it waits in the queue.
struct queued_job {
    std::string name{};        ///< Of the job in the store; of two with one name the first stays.
    std::string folder{};      ///< Where its results go.
    std::string id{};          ///< In that folder: one that waits is replaced by another of its id.
    std::string body{};        ///< What a worker has to know: UTF-8 without zeros.
    std::int64_t pictures = 0; ///< The most that it may cost.
    std::int64_t seconds = 0;  ///< Of video.
};

/// A job that a worker has for now.
struct leased_job {
    queued_job job{};
    std::int64_t fence = 0; ///< The number of this taking of it, which no other one has.
    bool is_new = false;    ///< Nothing was ever recorded of it.
    bool may_send = false;  ///< It may be submitted; else its events say what is left to do.
};

/// What became of a job that was leased.
struct queue_outcome {
    enum class lesson {
        none,
        well,   ///< The limits were kept: they may rise again to what was given.
        tasks,  ///< "Too many tasks": fewer at once, for all.
        submits ///< "Too many requests": a lower rate, for all.
    };

    std::string status{}; ///< `done`, `failed` or `unknown`; empty: it is to be tried again.
    std::string told{};   ///< For whoever asks for results.
    std::int64_t paid_pictures = 0;
    std::int64_t paid_seconds = 0;
    lesson learned = lesson::none;
    std::chrono::milliseconds
        again_after{}; ///< Where it is to be tried again; after a lesson nothing else begins before.
};

/// A job that was leased, and what became of it.
struct settled_job {
    leased_job job{};
    queue_outcome outcome{};
};

/// What came of a turn.
struct queue_turn {
    std::vector<bool> counts{};     ///< Of each that was settled, as `finish` returns it.
    std::vector<leased_job> jobs{}; ///< As `lease` returns them.
};

/// What there is in an account.
struct queue_state {
    std::int64_t ready = 0;         ///< Waiting for their turn.
    std::int64_t beyond_budget = 0; ///< Of these, those that the rest of the budget is too small for.
    std::int64_t running = 0;       ///< With a worker, or at the service.
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::int64_t unknown = 0; ///< May be paid, and nobody knows their task; among them those whose worker is gone.
    std::int64_t workers = 0; ///< That have a job now.
    int tasks = 0, most_tasks = 0;
    double rate = 0.0, most_rate = 0.0;
    std::optional<std::int64_t> most_pictures, most_seconds;
    std::int64_t paid_pictures = 0, paid_seconds = 0, reserved_pictures = 0, reserved_seconds = 0;
};

/// Jobs that any number of workers share: who leases one has it alone, and its cost is set aside.
///
/// Rate, tasks at once and budget are one row for the account, kept by the database and its clock. A lease that ends
/// goes to another worker, except where a submit may have left: such a job is `unknown` and held.
/// @par Errors Exceptions with one line, where the database does not answer within the store's patience.
/// @par Thread safety Safe, as its store.
class postgresql_queue {
public:
    /// @param account  Whose limits are kept; made where there is none of that name.
    JIMENG_DECL postgresql_queue(std::shared_ptr<postgresql_job_store> store, std::string account);

    JIMENG_DECL void limit(queue_limits const& limits);

    /// All or none of them. @return How many were not there before.
    JIMENG_DECL std::int64_t enqueue(std::vector<queued_job> const& jobs);

    /// How many of these names are there already.
    [[nodiscard]] JIMENG_DECL std::int64_t known(std::vector<std::string> const& names);

    /// Lets jobs of these names begin anew, those that failed, and those that are unknown: these may be billed twice,
    /// and what they may have cost stays counted. @return How many do.
    JIMENG_DECL std::int64_t begin_anew(std::vector<std::string> const& names, bool failed, bool unknown);

    /// `finish` of those that have ended and `lease` for the places that are free then, in one transaction: what a
    /// worker that is never idle asks for.
    JIMENG_DECL queue_turn turn(std::vector<settled_job> const& ended, int most);

    /// Jobs for this worker, `most` at most: first those that lost their worker after the service took them, for which
    /// is looked twice a second, then new ones as far as the limits go. Its store renews them until they are finished
    /// or given back. A job that this store lost and has not let go of yet comes a second later.
    [[nodiscard]] JIMENG_DECL std::vector<leased_job> lease(int most);

    /// @return False where the job was no longer this worker's: what it made of it counts for nothing.
    JIMENG_DECL bool finish(leased_job const& job, queue_outcome const& outcome);

    /// For another worker, or for later.
    /// @param pause  Nobody gets it before.
    /// @return As `finish`.
    JIMENG_DECL bool give_back(leased_job const& job, std::chrono::seconds pause = std::chrono::seconds{0});

    [[nodiscard]] JIMENG_DECL queue_state state();

    /// What was told of the jobs that have ended, in the order in which they came.
    /// @param folder  Only of these; empty: of all.
    [[nodiscard]] JIMENG_DECL std::vector<std::string> outcomes(std::string const& folder = {});

private:
    void put_off(leased_job const& job);
    std::shared_ptr<postgresql_job_store> store_;
    std::string account_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/postgresql_queue.ipp>
#endif

#endif
