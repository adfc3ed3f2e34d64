#ifndef JIMENG_COMMAND_BATCH_COST_HPP
#define JIMENG_COMMAND_BATCH_COST_HPP

#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/net/job_store.hpp>
#include <jimeng/store/job_history.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace command::batch {

/// What a task is billed by.
struct cost {
    std::int64_t pictures = 0;
    std::int64_t seconds = 0; ///< Of video.
    std::int64_t money = 0;   ///< For these, in millionths; 0 where no price was given.

    /// What a price is for.
    [[nodiscard]] std::int64_t units() const noexcept { return pictures + seconds; }

    cost& operator+=(cost const& more) noexcept
    {
        pictures += more.pictures;
        seconds += more.seconds;
        money += more.money;
        return *this;
    }
    cost& operator-=(cost const& less) noexcept
    {
        pictures -= less.pictures;
        seconds -= less.seconds;
        money -= less.money;
        return *this;
    }
    friend bool operator==(cost const&, cost const&) = default;
};

/// The most that a request can cost; nothing where that is not known before its results are.
[[nodiscard]] std::optional<cost> most_of(jimeng::model_entry const& model, jimeng::request_outline const& outline);

/// What a task cost that ended like this: the service bills what it delivers, so a task that failed there costs nothing, and
/// where nobody knows what was delivered the most is counted.
/// @param results  How many results it had; 0 where that is not known.
[[nodiscard]] cost paid_of(cost const& most, jimeng::verdict submitted, jimeng::error_code const& ended,
                           std::size_t results);

/// The same of a job of the journal.
[[nodiscard]] cost paid_of(cost const& most, jimeng::job_history const& job);

/// Some of what a task can cost at most, for the same price each.
[[nodiscard]] cost part_of(cost const& most, std::int64_t pictures, std::int64_t seconds) noexcept;

} // namespace command::batch

#endif
