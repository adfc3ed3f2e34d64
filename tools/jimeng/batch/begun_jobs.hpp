#ifndef JIMENG_COMMAND_BATCH_BEGUN_JOBS_HPP
#define JIMENG_COMMAND_BATCH_BEGUN_JOBS_HPP

#include "append_file.hpp"
#include "cost.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// The jobs that were begun for a folder, in the file `.jimeng-batch` there, so that a later run knows what may have been
/// paid even where its lines are others. Whoever has it open has the folder for itself. The file also keeps the folder's
/// first path, which goes into the keys of its jobs: a folder that is moved or copied takes it along, and so its jobs stay
/// the same ones.
class begun_jobs {
public:
    struct job {
        std::string name;    ///< In the journal; empty: one that was given up and counts as paid.
        cost most;           ///< Without money.
        std::string model{}; ///< Its request key; empty in what an older version wrote.
    };

    /// @param folder  That there is, unless `create` is false; without a slash at its end.
    /// @return One line; empty where it is open, or where there is none and none was to be made.
    [[nodiscard]] std::string open(std::string const& folder, bool create);

    [[nodiscard]] bool is_open() const noexcept { return file_.is_open(); }
    /// Where the folder lay when its first batch began.
    [[nodiscard]] std::string const& first_path() const noexcept { return first_path_; }
    [[nodiscard]] std::vector<job> const& jobs() const noexcept { return jobs_; }
    /// Null where it was not begun.
    [[nodiscard]] job const* find(std::string_view name) const;

    /// The account of a database that the folder's jobs were put into; empty: they are run from here.
    [[nodiscard]] std::string const& given_to() const noexcept { return given_to_; }
    /// On the disk, before any of them is put there. @return The system's error, or 0.
    int give_to(std::string const& account);

    /// Before a job is submitted. A crash of the process loses nothing of it, one of the machine the last moments.
    /// @return The system's error, or 0.
    int add(job begun);

private:
    void keep(job begun);
    void read(std::string_view text);
    [[nodiscard]] int keep_first_path(std::string const& folder);

    append_file file_;
    std::string first_path_;
    std::string given_to_;
    std::vector<job> jobs_;
    std::map<std::string, std::size_t, std::less<>> places_; ///< Among them, by name; the first of each.
};

} // namespace command::batch

#endif
