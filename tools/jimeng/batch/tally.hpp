#ifndef JIMENG_COMMAND_BATCH_TALLY_HPP
#define JIMENG_COMMAND_BATCH_TALLY_HPP

#include "outcome.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace command::batch {

/// What became of the lines so far.
class tally {
public:
    /// @param now  Whether it ended in this run.
    void add(outcome const& one, bool now);

    [[nodiscard]] std::size_t of(status what) const noexcept { return counts_[static_cast<std::size_t>(what)]; }
    /// Lines that are at an end.
    [[nodiscard]] std::size_t ended() const noexcept;

    std::size_t lines = 0;        ///< All of them.
    std::size_t begun = 0;        ///< Of this run, at work now.
    std::size_t ended_now = 0;    ///< Lines that ended in this run.
    std::size_t pictures_now = 0; ///< And the files that they brought.

    /// The ids of those that are not done, by exit code and cause.
    using causes = std::map<std::pair<int, std::string>, std::vector<std::string>>;
    [[nodiscard]] causes const& failures() const noexcept { return failures_; }

    /// How the batch ends as far as its lines are concerned: the worst of them, money first.
    /// @param budget_ended  Whether lines were left for want of a budget, which counts as being throttled.
    [[nodiscard]] exit_code worst(bool budget_ended) const noexcept;

private:
    std::array<std::size_t, 5> counts_{};
    causes failures_;
};

} // namespace command::batch

#endif
