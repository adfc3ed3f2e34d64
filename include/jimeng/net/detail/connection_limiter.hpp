#ifndef JIMENG_NET_DETAIL_CONNECTION_LIMITER_HPP
#define JIMENG_NET_DETAIL_CONNECTION_LIMITER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// Gives a bounded number of connections to each origin; further waiters get one in the order in which they
/// began to wait, here or before they came.
///
/// Those who hold a connection keep those who wait alive, and nobody else does: when a context dies with all that is
/// under way, the waiting die too.
class connection_limiter {
public:
    class waiter;

private:
    struct origin_state {
        std::size_t held = 0;
        bool granting = false;
        std::list<std::shared_ptr<waiter>> waiting{};
    };

public:
    class waiter {
    public:
        waiter() = default;
        waiter(waiter const&) = delete;
        waiter& operator=(waiter const&) = delete;

    protected:
        /// One that is destroyed gives its connection back. The next waiter is not told then: its context may be on its
        /// way out too.
        ~waiter()
        {
            if (holds_of_) --holds_of_->held;
        }

    private:
        friend connection_limiter;
        /// Called when one that waited gets a connection, from inside another's `release`, which ends with what it throws.
        virtual void acquired() = 0;

        std::shared_ptr<origin_state> holds_of_;
        origin_state* waits_for_ = nullptr;
        std::chrono::steady_clock::time_point since_{};
        std::list<std::shared_ptr<waiter>>::iterator turn_{};
    };

    /// @param max  Connections to one origin at once; none counts as one.
    explicit connection_limiter(std::size_t max) : max_{std::max<std::size_t>(max, 1)} {}

    /// True: it has a connection. False: it waits, and is told when it gets one.
    JIMENG_SELDOM bool acquire(std::shared_ptr<waiter> const& who, http_origin const& origin,
                               std::chrono::steady_clock::time_point since)
    {
        auto const at = state_of(origin);
        if (at->held < max_ && at->waiting.empty()) {
            ++at->held;
            who->holds_of_ = at;
            return true;
        }
        who->waits_for_ = at.get();
        who->since_ = since;
        auto place = at->waiting.end();
        while (place != at->waiting.begin() && since < (*std::prev(place))->since_)
            --place;
        who->turn_ = at->waiting.insert(place, who);
        return false;
    }

    /// A connection that was held goes to the next; one that waited waits no more. A second call does nothing.
    JIMENG_SELDOM void release(waiter& who)
    {
        std::shared_ptr<waiter> kept; // the queue may be the last that held it
        if (auto* const queue = std::exchange(who.waits_for_, nullptr)) {
            kept = std::move(*who.turn_);
            queue->waiting.erase(who.turn_);
        }
        auto const at = std::move(who.holds_of_);
        if (!at) return;
        --at->held;
        // One that releases as soon as it has acquired comes here again: the outer call's loop goes on, no deeper one.
        if (at->granting) return;
        at->granting = true;
        std::unique_ptr<bool, reset_flag> const reset{&at->granting};
        while (at->held < max_ && !at->waiting.empty())
            grant_to_first(at);
    }

    /// How many more connections to this origin there may be.
    [[nodiscard]] std::size_t available(http_origin const& origin) const
    {
        auto const at = existing_state_of(origin);
        return at ? max_ - at->held : max_;
    }
    [[nodiscard]] std::size_t max() const noexcept { return max_; }

private:
    struct reset_flag {
        void operator()(bool* flag) const noexcept { *flag = false; }
    };

    JIMENG_SELDOM std::shared_ptr<origin_state> state_of(http_origin const& origin)
    {
        if (auto at = existing_state_of(origin)) return at;
        std::erase_if(origins_, [](auto const& entry) { return entry.second.expired(); });
        auto at = std::make_shared<origin_state>();
        origins_.emplace_back(origin, at);
        return at;
    }

    JIMENG_SELDOM std::shared_ptr<origin_state> existing_state_of(http_origin const& origin) const
    {
        for (auto const& [where, state] : origins_)
            if (where == origin)
                if (auto at = state.lock()) return at;
        return nullptr;
    }

    JIMENG_SELDOM static void grant_to_first(std::shared_ptr<origin_state> const& at)
    {
        auto const next = std::move(at->waiting.front());
        at->waiting.pop_front();
        ++at->held;
        next->waits_for_ = nullptr;
        next->holds_of_ = at;
        next->acquired();
    }

    std::size_t max_;
    std::vector<std::pair<http_origin, std::weak_ptr<origin_state>>> origins_; ///< Few at a time.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
