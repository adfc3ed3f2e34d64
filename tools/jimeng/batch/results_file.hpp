#ifndef JIMENG_COMMAND_BATCH_RESULTS_FILE_HPP
#define JIMENG_COMMAND_BATCH_RESULTS_FILE_HPP

#include "append_file.hpp"
#include "outcome.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// What `results.jsonl` knows of a line from an earlier run.
struct known_result {
    std::string text; ///< The line with its end.
    std::string model;
    status what = status::failed;
    std::string job;
    std::string request;
    std::string task_id;
    std::string verdict;
    std::vector<result_file> files;
    cost paid; ///< Without money.
};

/// `FOLDER/results.jsonl`: a line for each task. Lines are only ever added while a batch runs, so it is valid whenever the
/// batch dies, and the last line of an id counts; at the end it is written anew, with one line for each.
class results_file {
public:
    /// @return One line; empty where it is open, or where there is none and none was to be made.
    [[nodiscard]] std::string open(std::string const& folder, bool create);

    /// What is known of an id; null where nothing is.
    [[nodiscard]] known_result const* find(std::string_view id) const;
    /// The same of a job.
    [[nodiscard]] known_result const* find_job(std::string_view job) const;

    /// @return One line about what went wrong; empty where nothing did.
    [[nodiscard]] std::string add(outcome const& one);
    [[nodiscard]] std::string sync();
    /// One line for each id: first those that are named, in their order, then the others.
    [[nodiscard]] std::string rewrite(std::vector<std::string_view> const& order);

    [[nodiscard]] bool is_open() const noexcept { return file_.is_open(); }
    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    void take(std::string_view text);
    [[nodiscard]] std::string trouble(int error) const;

    std::string path_;
    append_file file_;
    std::map<std::string, known_result, std::less<>> known_; ///< By id.
    std::map<std::string, std::string, std::less<>> ids_;    ///< By job.
    std::vector<std::string> sequence_;                      ///< Ids, as their lines stand in the file.
    bool must_rewrite_ = false;                              ///< An id has several lines, or a line is damaged.
};

} // namespace command::batch

#endif
