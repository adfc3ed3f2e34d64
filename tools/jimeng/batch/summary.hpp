#ifndef JIMENG_COMMAND_BATCH_SUMMARY_HPP
#define JIMENG_COMMAND_BATCH_SUMMARY_HPP

#include "budget.hpp"
#include "pricing.hpp"
#include "tally.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace command::batch {

/// How a batch ended.
struct ending {
    exit_code code = success;
    std::size_t before = 0;        ///< Done before this run.
    std::size_t left = 0;          ///< Lines that this run did not begin.
    std::size_t beyond_budget = 0; ///< Of these, those for which the budget was too small.
    std::int64_t most_of_one = 0;  ///< Pictures that one line may make.
    std::string results;           ///< Path of the results file.
    std::chrono::duration<double> took{};
};

/// For people: what was done, what it cost, and what is left.
[[nodiscard]] std::string summary(tally const& counts, budget const& spent, pricing const& prices, ending const& how);

/// What failed, a line for each cause, with the ids to run again.
[[nodiscard]] std::vector<std::string> failure_lines(tally const& counts);

/// The last event.
[[nodiscard]] std::string summary_json(tally const& counts, budget const& spent, pricing const& prices,
                                       ending const& how);

} // namespace command::batch

#endif
