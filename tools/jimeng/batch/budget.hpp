#ifndef JIMENG_COMMAND_BATCH_BUDGET_HPP
#define JIMENG_COMMAND_BATCH_BUDGET_HPP

#include "cost.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace command::batch {

/// How much a batch may cost, all its runs together. What a task may cost is set aside before it is submitted, and settled
/// when it has ended, so tasks that run at once spend no more together than there is.
class budget {
public:
    budget() = default;
    budget(std::optional<std::int64_t> pictures, std::optional<std::int64_t> seconds)
        : pictures_{pictures},
          seconds_{seconds}
    {}

    /// Reads `--budget`: `100` pictures, `60s` of video; both may be given. Nothing given: no limit.
    /// @return One line about what is no budget; empty where all are.
    [[nodiscard]] std::string read(std::vector<std::string> const& words);

    /// Whether any limit is kept.
    [[nodiscard]] bool is_set() const noexcept { return pictures_ || seconds_; }
    [[nodiscard]] std::optional<std::int64_t> pictures() const noexcept { return pictures_; }
    /// Of video.
    [[nodiscard]] std::optional<std::int64_t> seconds() const noexcept { return seconds_; }
    /// What is wrong with a request that may cost this much, whatever was spent; empty where nothing is.
    [[nodiscard]] std::string trouble_with(std::optional<cost> const& most) const;

    /// Of an earlier run.
    void add_paid(cost const& paid) noexcept { paid_ += paid; }
    /// Sets aside what a task may cost; false where so much is not left.
    [[nodiscard]] bool reserve(cost const& most) noexcept;
    /// A task ended: what was set aside for it, and what it cost.
    void settle(cost const& reserved, cost const& paid) noexcept
    {
        reserved_ -= reserved;
        paid_ += paid;
    }
    /// A task of an earlier run, which was counted as paid, goes on.
    void take_up(cost const& counted) noexcept
    {
        paid_ -= counted;
        reserved_ += counted;
    }

    [[nodiscard]] cost const& paid() const noexcept { return paid_; }
    /// What is paid and what is set aside, as `words` has it.
    [[nodiscard]] cost used() const noexcept
    {
        auto all = paid_;
        return all += reserved_;
    }
    [[nodiscard]] cost const& reserved() const noexcept { return reserved_; }
    /// `12 of 100 pictures, 5 of 60 s of video`; without limits what was spent alone.
    [[nodiscard]] std::string words() const;

private:
    std::optional<std::int64_t> pictures_;
    std::optional<std::int64_t> seconds_;
    cost paid_;
    cost reserved_;
};

} // namespace command::batch

#endif
