#ifndef JIMENG_STORE_POSTGRESQL_HPP
#define JIMENG_STORE_POSTGRESQL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/schema_use.hpp>
#include <jimeng/store/job_history.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {
class taken_job;
}

class postgresql_queue;

/// How a database is reached, and for how long a job is somebody's.
struct postgresql_options {
    /// `postgresql://USER@HOST:PORT/DATABASE`, as libpq reads it: what it leaves out is in PGHOST, PGPASSWORD,
    /// PGSERVICE, ...
    std::string url{};
    /// Whoever is not heard of for so long has lost its jobs, except one whose submit is on its way. Renewed three
    /// times meanwhile. From 1 s on.
    std::chrono::seconds lease{30};
    /// A server that is gone is waited for as long, once it was there: a restart passes unseen. 0: not at all.
    std::chrono::seconds patience{60};
    schema_use schema = schema_use::make;
};

/// Keeps jobs in a PostgreSQL database that any number of processes and machines share, in a schema `jimeng` of its
/// own, which it creates and brings to its version unless told not to.
///
///     jimeng::error_code ec;
///     jimeng::diagnostics details;
///     options.store = jimeng::postgresql_job_store::open({"postgresql://jimeng@db.example/jimeng"}, ec, details);
///
/// Include it where you want it, and link libpq (`jimeng-postgresql`); no other header does. With
/// `client_options::disk` the database is waited for elsewhere than on the transport's executor.
///
/// Who goes on with a job has it for `lease`, renewed in a thread of the store, and every event carries the number of
/// that taking: of one who was away for longer nothing is recorded, so nothing is sent. A job whose submit is on its
/// way is taken from nobody, however long it was not heard of: it may be paid. `intent`, `done` and `saved` are durable
/// with the next event, as with files. Times are those of the database, so clocks of machines may differ.
/// @par Errors of `record` `job_exists`, `job_locked` (another one has it, or took it meanwhile), `bad_path`; and an
/// exception in one line where the database does not take it: then it is not known whether it did, and asking again is
/// safe.
/// @par Thread safety Safe; a connection for each thread that asks at once.
class postgresql_job_store final : public job_store {
public:
    /// Refuses a server that may lose what it confirmed: `fsync` off, `synchronous_commit` off, or local where there
    /// are standbys that are to have it too.
    /// @return Null with one line in `details.client_message` that names the remedy and no password. `bad_setting`
    /// where the address or a setting is at fault, `file_io` where the server is.
    [[nodiscard]] JIMENG_DECL static std::shared_ptr<postgresql_job_store> open(postgresql_options options,
                                                                                error_code& ec, diagnostics& details);
    JIMENG_DECL ~postgresql_job_store() override;

    /// Of a key: a hash of it, as `file_job_store` has. Else the time and a random number.
    [[nodiscard]] JIMENG_DECL std::string name_job(std::string_view key,
                                                   std::chrono::system_clock::time_point now) override;
    JIMENG_DECL error_code record(job_event const& event) override;
    JIMENG_DECL void release(std::string_view job) noexcept override;

    /// One job; an empty history where there is none of that name.
    /// @throws std::runtime_error Where the database does not answer within the patience.
    [[nodiscard]] JIMENG_DECL job_history read(std::string_view job);

private:
    friend class postgresql_queue;
    struct impl;
    explicit postgresql_job_store(std::unique_ptr<impl> made);
    error_code record_for(detail::taken_job& job, job_event const& event);
    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/postgresql.ipp>
#endif

#endif
