#ifndef JIMENG_NET_DETAIL_TURNSTILE_HPP
#define JIMENG_NET_DETAIL_TURNSTILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Lets a bounded number of visitors of each origin in; the others wait and come in the order of their arrival.
///
/// Those who are inside keep those who wait alive, and nobody else does: when a context dies with all that is under
/// way, the waiting die too.
class turnstile {
public:
    class visitor;

private:
    struct gate {
        std::size_t inside = 0;
        bool admitting = false;
        std::list<std::shared_ptr<visitor>> waiting{};
    };
    struct earlier {
        bool operator()(http_origin const& a, http_origin const& b) const noexcept
        {
            return std::tie(a.port, a.host, a.scheme) < std::tie(b.port, b.host, b.scheme);
        }
    };

public:
    class visitor {
    public:
        visitor() = default;
        visitor(visitor const&) = delete;
        visitor& operator=(visitor const&) = delete;

    protected:
        /// Whoever dies inside gives the place back. Nobody is admitted by that: what runs them may be dying too.
        ~visitor()
        {
            if (inside_of_) --inside_of_->inside;
        }

    private:
        friend turnstile;
        /// Called when one that waited is in, from inside another's `leave`, which ends with what it throws.
        virtual void admitted() = 0;

        std::shared_ptr<gate> inside_of_;
        gate* waits_at_ = nullptr;
        std::list<std::shared_ptr<visitor>>::iterator turn_{};
    };

    /// @param most  Visitors of one origin at once; none counts as one.
    explicit turnstile(std::size_t most) : most_{std::max<std::size_t>(most, 1)} {}

    /// True: it is in. False: it waits, and is told when it is in.
    bool enter(std::shared_ptr<visitor> const& who, http_origin const& origin)
    {
        auto const at = gate_of(origin);
        if (at->inside < most_ && at->waiting.empty()) {
            ++at->inside;
            who->inside_of_ = at;
            return true;
        }
        who->waits_at_ = at.get();
        who->turn_ = at->waiting.insert(at->waiting.end(), who);
        return false;
    }

    /// Whoever was inside makes room for the next; who waited waits no more. To leave twice does nothing.
    void leave(visitor& who)
    {
        std::shared_ptr<visitor> kept; // the line may be the last that held it
        if (auto* const line = std::exchange(who.waits_at_, nullptr)) {
            kept = std::move(*who.turn_);
            line->waiting.erase(who.turn_);
        }
        auto const at = std::move(who.inside_of_);
        if (!at) return;
        --at->inside;
        // One that leaves as soon as it is admitted comes here again: the loop further up goes on, not deeper down.
        if (at->admitting) return;
        at->admitting = true;
        std::unique_ptr<bool, lower> const lowered{&at->admitting};
        while (at->inside < most_ && !at->waiting.empty())
            admit_first(at);
    }

    /// How many more of this origin could come in.
    [[nodiscard]] std::size_t free_places(http_origin const& origin) const
    {
        auto const found = gates_.find(origin);
        auto const at = found == gates_.end() ? nullptr : found->second.lock();
        return at ? most_ - at->inside : most_;
    }
    [[nodiscard]] std::size_t most() const noexcept { return most_; }

private:
    struct lower {
        void operator()(bool* flag) const noexcept { *flag = false; }
    };

    std::shared_ptr<gate> gate_of(http_origin const& origin)
    {
        auto const found = gates_.find(origin);
        if (found != gates_.end())
            if (auto at = found->second.lock()) return at;
        std::erase_if(gates_, [](auto const& entry) { return entry.second.expired(); });
        auto at = std::make_shared<gate>();
        gates_.emplace(origin, at);
        return at;
    }

    static void admit_first(std::shared_ptr<gate> const& at)
    {
        auto const next = std::move(at->waiting.front());
        at->waiting.pop_front();
        ++at->inside;
        next->waits_at_ = nullptr;
        next->inside_of_ = at;
        next->admitted();
    }

    std::size_t most_;
    std::map<http_origin, std::weak_ptr<gate>, earlier> gates_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
