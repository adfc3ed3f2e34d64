#ifndef JIMENG_STORE_FILE_JOB_STORE_HPP
#define JIMENG_STORE_FILE_JOB_STORE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/job_folder.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Keeps each job in a file of its own, so that it outlives the process and a cut of the power.
///
///     jimeng::error_code ec;
///     jimeng::diagnostics details;
///     auto const folder = jimeng::job_folder::open("/home/me/.local/state/jimeng/jobs", ec, details);
///     options.store = std::make_shared<jimeng::file_job_store>(*folder);
///
/// An event is appended as one line, and no process that is killed takes it along. On the disk it is when `record` returns;
/// `intent` comes there with `sending`, `done` and `saved` with `final`. Who goes on with a job holds a lock on its file
/// until the job is over, its operation has ended, or the store is destroyed; it is gone with the process. Once a write
/// could not be made durable, the job takes no more events: what the disk lost it does not tell twice.
/// @par Errors of `record` `job_exists` (an `intent` of a job that may be paid already), `job_locked` (another process, or
/// another store of this one, goes on with it), `file_io`, `disk_full`, `bad_path` (no name that `name_job` gives).
/// @par Thread safety Safe, and between processes too, on file systems that know `flock`. A network's file system may not.
class file_job_store final : public job_store {
public:
    JIMENG_DECL explicit file_job_store(job_folder folder);
    JIMENG_DECL ~file_job_store() override;

    /// Of a key: a hash of it. Else the time and a random number.
    [[nodiscard]] JIMENG_DECL std::string name_job(std::string_view key,
                                                   std::chrono::system_clock::time_point now) override;
    JIMENG_DECL error_code record(job_event const& event) override;
    JIMENG_DECL void release(std::string_view job) noexcept override;

    /// Locks a job for the operation that comes, so that what `folder` reads of it stays true until then.
    /// @par Errors As `record`, but `job_exists`.
    [[nodiscard]] JIMENG_DECL error_code hold(std::string_view job);

    [[nodiscard]] JIMENG_DECL job_folder const& folder() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/file_job_store.ipp>
#endif

#endif
