#ifndef JIMENG_STORE_JOB_FOLDER_HPP
#define JIMENG_STORE_JOB_FOLDER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/job_history.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// A folder with the journals of jobs: one file for each, `NAME.jsonl`, that only its owner may read.
/// @par Thread safety Distinct objects: safe. One object: const functions are safe.
class job_folder {
public:
    /// Makes the folder, and those it lies in, where they are missing.
    /// @par Errors `not_private`, `file_io`, `disk_full`; the words name the path and the remedy. No value with an error.
    [[nodiscard]] JIMENG_DECL static std::optional<job_folder> open(std::string const& path, error_code& ec,
                                                                    diagnostics& details);

    /// The names of all jobs, those first that were named first; jobs with a key, whose names are a hash, come last.
    [[nodiscard]] JIMENG_DECL std::vector<std::string> names() const;

    /// One job; an empty history where there is none of that name, or its file cannot be read.
    [[nodiscard]] JIMENG_DECL job_history read(std::string_view name) const;

    /// The job that has this task, the latest one where there are several.
    [[nodiscard]] JIMENG_DECL std::optional<job_history> find_task(std::string_view task_id) const;

    /// Whether a process goes on with it now.
    [[nodiscard]] JIMENG_DECL bool is_locked(std::string_view name) const;

    /// The id of the process that goes on with it now; 0 where there is none, or the system does not tell (others than
    /// Linux, containers apart, file systems of a network). A process that is gone is never named.
    [[nodiscard]] JIMENG_DECL int owner_of(std::string_view name) const;

    /// Removes a job's journal. The task itself stays as it is.
    /// @par Errors `job_locked`, `file_io`.
    [[nodiscard]] JIMENG_DECL error_code forget(std::string_view name) const;

    /// The same, but only of a job that is over when nobody else can go on with it any more.
    /// @par Errors As `forget`, and `job_exists` where it is not over.
    [[nodiscard]] JIMENG_DECL error_code forget_over(std::string_view name) const;

    /// Gives a job that nobody goes on with another name, under which it stays what it is; its own is free then.
    /// @par Errors As `forget`, and where no name is free.
    [[nodiscard]] JIMENG_DECL error_code set_aside(std::string_view name) const;

    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    explicit job_folder(std::string path) : path_{std::move(path)} {}

    std::string path_;
};

/// The name of the job of a key: the same in every folder.
[[nodiscard]] JIMENG_DECL std::string job_name_of_key(std::string_view key);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/job_folder.ipp>
#endif

#endif
