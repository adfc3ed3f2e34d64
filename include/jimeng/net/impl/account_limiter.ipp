#ifndef JIMENG_NET_IMPL_ACCOUNT_LIMITER_IPP
#define JIMENG_NET_IMPL_ACCOUNT_LIMITER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/net/account_limiter.hpp>
#include <jimeng/net/detail/account_state_text.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Another process holds the lock of the shared files for as long as this needs.
inline constexpr std::chrono::milliseconds until_unlocked{10};

struct unlock_at_end {
    explicit unlock_at_end(file_slots& what) noexcept : slots{what} {}
    unlock_at_end(unlock_at_end const&) = delete;
    unlock_at_end& operator=(unlock_at_end const&) = delete;
    ~unlock_at_end() { slots.unlock(); }

    file_slots& slots;
};

/// Whoever waits for the end of a task waits on: none of those that run has ended.
inline bool came_to_no_task(error_code const& outcome) noexcept
{
    return outcome == condition::not_sent || outcome == condition::throttled ||
           outcome.category() == gateway_category();
}

/// It waits for a moment that is near, and for nobody.
inline admission for_a_moment(admission said) noexcept
{
    said.why.clear();
    return said;
}

inline account_limits within_slots(account_limits limits, file_slots const* slots) noexcept
{
    limits.tasks = std::max(slots == nullptr ? limits.tasks : std::min(limits.tasks, slots->size()), 1);
    return limits;
}

} // namespace detail

JIMENG_DECL account_limiter::account_limiter(account_limits limits, std::unique_ptr<file_slots> shared)
    : limits_{detail::within_slots(limits, shared.get())},
      state_{limits_},
      shared_{std::move(shared)}
{}
JIMENG_DECL account_limiter::~account_limiter() = default;

JIMENG_DECL account_limits account_limiter::learned(time_point now) const
{
    std::lock_guard const lock{mutex_};
    return {state_.task_limit(), state_.submits.rate(now), state_.queries.rate(now)};
}

JIMENG_DECL admission account_limiter::ask(use what, std::uint64_t ticket, time_point now, double random)
{
    std::lock_guard const lock{mutex_};
    if (!shared_) return answer(what, ticket, now, random);
    error_code ec;
    admission said;
    if (share(now, ec, [&] { said = answer(what, ticket, now, random); })) return said;
    if (ec.failed()) return line_of(what).leave(ticket), admission::refuse(ec, "the shared limits cannot be read");
    ticket = line_of(what).enter(ticket, now);
    return detail::for_a_moment(
        later(what, ticket, now, detail::until_unlocked, "another process looks at the shared limits"));
}

inline admission account_limiter::answer(use what, std::uint64_t ticket, time_point now, double random)
{
    auto& line = line_of(what);
    ticket = line.enter(ticket, now);
    ended_.reserve(ended_.size() + admitted_ + 1); // nothing may throw at its end
    auto const held = before(what, line.ahead_of(ticket, now), now, random);
    using reason = detail::account_state::reason;
    if (held.why != reason::none) {
        auto said = later(what, ticket, now, held.wait, words_for(what, held, now));
        return held.why == reason::rate ? detail::for_a_moment(std::move(said)) : said;
    }
    if (what == use::task) {
        if (shared_ && !shared_->take())
            return detail::for_a_moment(later(what, ticket, now, detail::until_unlocked, "every place is taken"));
        ++running_;
    }
    (what == use::task ? state_.submits : state_.queries).take(now);
    line.leave(ticket);
    ++admitted_;
    return admission::now(ticket);
}

inline detail::account_state::hold account_limiter::before(use what, int ahead, time_point now, double random)
{
    if (what == use::task) return state_.before_submit(now, random, running(), ahead);
    auto const wait = state_.queries.wait(now, ahead);
    using reason = detail::account_state::reason;
    return {wait > wait.zero() ? reason::rate : reason::none, wait};
}

inline admission account_limiter::later(use what, std::uint64_t ticket, time_point now, std::chrono::nanoseconds wait,
                                        std::string words)
{
    line_of(what).expect(ticket, now + wait);
    return admission::after(wait, ticket, client_errc::limit_reached, std::move(words));
}

inline std::string account_limiter::words_for(use what, detail::account_state::hold const& held, time_point now) const
{
    using reason = detail::account_state::reason;
    if (held.why == reason::tasks)
        return detail::concat({std::to_string(running()), " of at most ", std::to_string(state_.task_limit()),
                               " tasks are running or about to"});
    if (held.why == reason::refused)
        return "the service refused one more task at once; the next try comes when one has ended, or after a while";
    auto const rate = (what == use::task ? state_.submits : state_.queries).rate(now);
    return detail::concat({"at most ", detail::number_text(std::floor(rate * 100.0 + 0.5) / 100.0),
                           what == use::task ? " submits" : " queries", " a second leave"});
}

JIMENG_DECL void account_limiter::leave(use what, std::uint64_t ticket) noexcept
{
    std::lock_guard const lock{mutex_};
    line_of(what).leave(ticket);
}

JIMENG_DECL void account_limiter::release(use what, error_code const& outcome, time_point now) noexcept
{
    std::lock_guard const lock{mutex_};
    if (admitted_ != 0) --admitted_;
    if (what == use::task) {
        running_ = std::max(running_ - 1, 0);
        if (shared_) shared_->give_back();
    }
    ended const one{what, outcome, now};
    if (!shared_) return take_in(one);
    ended_.push_back(one);
    try {
        error_code ec;
        share(now, ec, [] {});
    } catch (std::exception const&) { // it is told with the next question
    }
}

inline void account_limiter::take_in(ended const& one) noexcept
{
    bool const throttled = one.outcome == condition::throttled;
    auto& rate = one.what == use::task ? state_.submits : state_.queries;
    if (one.outcome == service_errc::concurrency_limited && one.what == use::task)
        return state_.refuse_task(one.at, running());
    if (throttled) rate.refuse(one.at);
    if (one.what == use::call) return;
    if (detail::came_to_no_task(one.outcome)) return;
    bool const ended_well = !one.outcome.failed();
    state_.end_task(ended_well || one.outcome == condition::resumable, ended_well);
}

/// Of all processes, where they share places.
inline int account_limiter::running() const noexcept
{
    return shared_ ? shared_->taken() : running_;
}

/// Under the lock of the files: what the others learned is taken over, what ended here added, `then` done, and all of it
/// written for the others. False where somebody else has the lock, or with `ec`.
template <class Then>
bool account_limiter::share(time_point now, error_code& ec, Then then)
{
    if (!shared_->try_lock(ec)) return false;
    detail::unlock_at_end const guard{*shared_};
    auto const words = shared_->read(ec);
    if (ec.failed()) return false;
    detail::remember_text(state_, words, now);
    for (auto const& one : ended_)
        take_in(one);
    ended_.clear();
    then();
    shared_->write(detail::text_of(state_), ec); // where it cannot be, the others still see the places
    return true;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
