#ifndef JIMENG_COMMAND_CLUSTER_WORK_REPORT_HPP
#define JIMENG_COMMAND_CLUSTER_WORK_REPORT_HPP

#include "../batch/tally.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace command::cluster {

/// How a worker tells what it does: on a terminal a line for each job that ends, elsewhere a line a minute while jobs end,
/// both on standard error; with `--json` an event for each job on standard output, and nothing else.
class work_report {
public:
    /// @par Object lifetimes `counts` must outlive it.
    work_report(batch::tally const& counts, bool as_json);

    void begin(std::string const& account, int at_once) const;
    /// It is in the counts already.
    void ended(batch::outcome const& one);
    /// Now and then, for the line a minute.
    void pass(std::size_t at_work);

    /// Whether standard output took all events.
    [[nodiscard]] bool was_heard() const noexcept { return heard_; }

private:
    batch::tally const& counts_;
    bool as_json_;
    bool terminal_;
    bool heard_ = true;
    std::size_t told_ = 0; ///< How many had ended when it told last.
    std::chrono::steady_clock::time_point told_at_ = std::chrono::steady_clock::now();
};

} // namespace command::cluster

#endif
