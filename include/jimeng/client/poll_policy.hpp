#ifndef JIMENG_CLIENT_POLL_POLICY_HPP
#define JIMENG_CLIENT_POLL_POLICY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <chrono>
#include <optional>

namespace jimeng::inline JIMENG_ABI {

/// How long and how often a task is asked about. Ending the wait never ends the task.
///
/// Unless `interval` is set, the waits grow with the time since the service accepted the task: after the first second
/// each moment to ask lies a quarter later than the one before, and at most 4 s. So the picture is known soon after it
/// is there, measured by the time it took. A task of 5 s is seen by its 9th query at the latest, one of 60 s by its
/// 25th; patience ends after 60 queries, or more than 3 minutes. So that tasks which were submitted together are not
/// asked about together, each wait is longer by a random share, see `jitter_percent`; transports that keep their own time
/// bring their own chance too, or none.
/// @par Source Attempts: default of the skill this command replaces. The rest is ours.
struct poll_policy {
    std::chrono::milliseconds first_wait{1000};            ///< Before the first query; never longer than `interval`.
    std::optional<std::chrono::milliseconds> interval{};   ///< Where set, the same wait between any two queries.
    int growth_percent = 25;                               ///< A wait's share of the time since acceptance: 1 to 1000.
    std::chrono::milliseconds longest_wait{4000};          ///< However long the task takes.
    std::chrono::milliseconds wait_after_throttling{2000}; ///< At least, after "too many requests".
    int max_attempts = 60;                                 ///< Queries.
    std::chrono::milliseconds deadline{600'000}; ///< For all but downloads; waits for a limiter included. A submit
                                                 ///< has 10 s for its answer all the same: it may be paid.
    int jitter_percent = 20;                     ///< Each wait is longer by a random share of up to this: 0 to 100.
    int not_found_attempts = 3;                  ///< Sightings of `not_found` before the task counts as lost.
    int internal_error_attempts = 3; ///< The same for 50500, 50501 and 50520 to 50522 before it counts as failed.
    int bad_answer_attempts = 3;     ///< The same for answers that are no documented JSON before waiting ends.
    /// Those answers end a paid task only when nothing else was answered for this long ...
    std::chrono::milliseconds grace{60'000};
    std::chrono::milliseconds sighting_gap{5'000}; ///< ... and a sighting counts only this long after the one before.

    /// How long to wait before the next query.
    ///
    /// Without `interval` the moments to ask depend on nothing but the policy, so what a query itself takes is no
    /// longer waited for, and slow answers make fewer queries, never more. After throttling one moment is left out;
    /// with `interval` the wait is doubled.
    /// @param asked      Queries made so far.
    /// @param elapsed    Since the task was accepted; since the start where only the id is known. At most a year.
    /// @param throttled  Whether the last query was answered by "too many requests".
    JIMENG_SELDOM [[nodiscard]] constexpr std::chrono::nanoseconds
    wait_before_query(int asked, std::chrono::nanoseconds elapsed, bool throttled = false) const
    {
        if (interval)
            return (asked == 0 ? first_of(detail::bounded_duration(*interval)) : detail::bounded_duration(*interval)) *
                   (throttled ? 2 : 1);
        auto const least =
            throttled ? within(wait_at(elapsed), detail::bounded_duration(wait_after_throttling)) : nanoseconds{0};
        return moment_after(elapsed + least) - elapsed;
    }

    /// The same wait with its random share. @param random  At least 0, below 1.
    [[nodiscard]] constexpr std::chrono::nanoseconds jittered(std::chrono::nanoseconds wait, double random) const
    {
        auto const percent = jitter_percent < 0 ? 0 : jitter_percent > 100 ? 100 : jitter_percent;
        auto const share = random < 0.0 ? 0.0 : random > 1.0 ? 1.0 : random;
        return wait +
               nanoseconds{static_cast<nanoseconds::rep>(static_cast<double>(wait.count() / 100 * percent) * share)};
    }

    /// When the last query is due at the earliest, counted like `elapsed`, if none is throttled or slow.
    [[nodiscard]] constexpr std::chrono::milliseconds patience() const
    {
        int const queries = max_attempts < 1 ? 1 : max_attempts;
        if (interval)
            return later(first_of(detail::bounded_duration(*interval)), detail::bounded_duration(*interval),
                         queries - 1);
        nanoseconds moment = detail::bounded_duration(first_wait);
        int asked = 1;
        for (; asked < queries && wait_at(moment) < longest(); ++asked)
            moment += wait_at(moment);
        return later(moment, longest(), queries - asked);
    }

private:
    using nanoseconds = std::chrono::nanoseconds;

    static constexpr nanoseconds shortest = std::chrono::milliseconds{1};

    [[nodiscard]] static constexpr nanoseconds within(nanoseconds value, nanoseconds least,
                                                      nanoseconds most = nanoseconds::max())
    {
        return value < least ? least : value > most ? most : value;
    }
    /// Half of what fits is left to whoever adds to it.
    [[nodiscard]] static constexpr std::chrono::milliseconds later(nanoseconds moment, nanoseconds wait, int times)
    {
        using std::chrono::milliseconds;
        constexpr auto most = milliseconds::max() / 2;
        auto const first = std::chrono::ceil<milliseconds>(moment);
        auto const each = std::chrono::ceil<milliseconds>(wait);
        bool const fits = each == each.zero() || times <= (most - first) / each;
        return fits ? first + each * times : most;
    }
    [[nodiscard]] constexpr nanoseconds first_of(nanoseconds fixed) const
    {
        return within(detail::bounded_duration(first_wait), nanoseconds{0}, fixed);
    }
    [[nodiscard]] constexpr nanoseconds longest() const
    {
        return within(detail::bounded_duration(longest_wait), shortest);
    }
    [[nodiscard]] constexpr nanoseconds wait_at(nanoseconds elapsed) const
    {
        auto const percent = growth_percent < 1 ? 1 : growth_percent > 1000 ? 1000 : growth_percent;
        return within(elapsed / 100 * percent, shortest, longest());
    }
    JIMENG_SELDOM [[nodiscard]] constexpr nanoseconds moment_after(nanoseconds elapsed) const
    {
        nanoseconds moment = detail::bounded_duration(first_wait);
        while (moment <= elapsed && wait_at(moment) < longest())
            moment += wait_at(moment);
        if (moment <= elapsed) moment += ((elapsed - moment) / longest() + 1) * longest();
        return moment;
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
