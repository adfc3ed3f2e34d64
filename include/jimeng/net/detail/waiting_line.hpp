#ifndef JIMENG_NET_DETAIL_WAITING_LINE_HPP
#define JIMENG_NET_DETAIL_WAITING_LINE_HPP

#include <jimeng/core/config.hpp>

#include <chrono>
#include <cstdint>
#include <map>

namespace jimeng::inline JIMENG_ABI::detail {

/// Who waits for the same thing, in the order in which they asked first.
class waiting_line {
public:
    using time_point = std::chrono::steady_clock::time_point;
    static constexpr int farthest = 24; ///< Places behind that are all the same.

    /// A place at the end; with a ticket of before, the place it had. @returns The ticket.
    std::uint64_t enter(std::uint64_t ticket, time_point now)
    {
        if (ticket == 0) ticket = ++last_;
        waiting_.insert_or_assign(ticket, now);
        return ticket;
    }
    void leave(std::uint64_t ticket) noexcept { waiting_.erase(ticket); }

    /// When who waits is going to ask again.
    void expect(std::uint64_t ticket, time_point at) { waiting_.insert_or_assign(ticket, at); }

    /// How many come before it, `farthest` at most. Who is late by `patience` is passed over, so that nobody waits for one
    /// whose thread or executor stands still.
    [[nodiscard]] int ahead_of(std::uint64_t ticket, time_point now) const
    {
        int count = 0;
        for (auto one = waiting_.begin(); one != waiting_.end() && one->first < ticket && count < farthest; ++one)
            count += one->second + patience >= now ? 1 : 0;
        return count;
    }
    [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }

private:
    static constexpr std::chrono::seconds patience{10};

    std::map<std::uint64_t, time_point> waiting_; ///< By ticket: when it asks again.
    std::uint64_t last_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
