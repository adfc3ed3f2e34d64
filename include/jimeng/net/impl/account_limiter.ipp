#ifndef JIMENG_NET_IMPL_ACCOUNT_LIMITER_IPP
#define JIMENG_NET_IMPL_ACCOUNT_LIMITER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/net/account_limiter.hpp>
#include <jimeng/net/detail/account_state.hpp>
#include <jimeng/net/detail/account_state_text.hpp>
#include <jimeng/net/detail/waiting_line.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

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

struct account_limiter::impl {
    explicit impl(account_limits given, std::unique_ptr<file_slots> slots)
        : limits{detail::within_slots(given, slots.get())},
          state{limits},
          shared{std::move(slots)}
    {}

    admission ask(use what, std::uint64_t ticket, time_point now, double random);
    void release(use what, error_code const& outcome, time_point now) noexcept;

    admission answer(use what, std::uint64_t ticket, time_point now, double random);
    admission later(use what, std::uint64_t ticket, time_point now, std::chrono::nanoseconds wait, std::string words);
    [[nodiscard]] detail::account_state::hold before(use what, int ahead, time_point now, double random);
    [[nodiscard]] std::string words_for(use what, detail::account_state::hold const& held, time_point now) const;
    [[nodiscard]] detail::waiting_line& line_of(use what) noexcept { return what == use::task ? tasks : calls; }
    /// Of all processes, where they share places.
    [[nodiscard]] int running() const noexcept { return shared ? shared->taken() : own; }
    template <class Then>
    bool share(time_point now, error_code& ec, Then then);

    /// What ended, and is not part of the state yet.
    struct ended {
        use what;
        error_code outcome;
        time_point at;
    };
    void take_in(ended const& one) noexcept;

    std::mutex mutex;
    account_limits limits;
    detail::account_state state;
    detail::waiting_line tasks;
    detail::waiting_line calls;
    int own = 0;              ///< Tasks of this process.
    std::size_t admitted = 0; ///< Tasks and calls that did not end yet.
    std::vector<ended> past;  ///< With room for all of them.
    std::unique_ptr<file_slots> shared;
};

JIMENG_DECL account_limiter::account_limiter(account_limits limits, std::unique_ptr<file_slots> shared)
    : impl_{std::make_unique<impl>(limits, std::move(shared))}
{}
JIMENG_DECL account_limiter::~account_limiter() = default;

JIMENG_DECL account_limits account_limiter::learned(time_point now) const
{
    std::lock_guard const lock{impl_->mutex};
    auto const& state = impl_->state;
    return {state.task_limit(), state.submits.rate(now), state.queries.rate(now)};
}

JIMENG_SELDOM JIMENG_DECL admission account_limiter::ask(use what, std::uint64_t ticket, time_point now, double random)
{
    std::lock_guard const lock{impl_->mutex};
    return impl_->ask(what, ticket, now, random);
}

JIMENG_SELDOM JIMENG_DECL void account_limiter::leave(use what, std::uint64_t ticket) noexcept
{
    std::lock_guard const lock{impl_->mutex};
    impl_->line_of(what).leave(ticket);
}

JIMENG_SELDOM JIMENG_DECL void account_limiter::release(use what, error_code const& outcome, time_point now) noexcept
{
    std::lock_guard const lock{impl_->mutex};
    impl_->release(what, outcome, now);
}

inline admission account_limiter::impl::ask(use what, std::uint64_t ticket, time_point now, double random)
{
    if (!shared) return answer(what, ticket, now, random);
    error_code ec;
    admission said;
    if (share(now, ec, [&] { said = answer(what, ticket, now, random); })) return said;
    if (ec.failed()) return line_of(what).leave(ticket), admission::refuse(ec, "the shared limits cannot be read");
    ticket = line_of(what).enter(ticket, now);
    return detail::for_a_moment(
        later(what, ticket, now, detail::until_unlocked, "another process looks at the shared limits"));
}

inline admission account_limiter::impl::answer(use what, std::uint64_t ticket, time_point now, double random)
{
    auto& line = line_of(what);
    ticket = line.enter(ticket, now);
    past.reserve(past.size() + admitted + 1); // nothing may throw at its end
    auto const held = before(what, line.ahead_of(ticket, now), now, random);
    using reason = detail::account_state::reason;
    if (held.why != reason::none) {
        auto said = later(what, ticket, now, held.wait, words_for(what, held, now));
        return held.why == reason::rate ? detail::for_a_moment(std::move(said)) : said;
    }
    if (what == use::task) {
        if (shared && !shared->take())
            return detail::for_a_moment(later(what, ticket, now, detail::until_unlocked, "every place is taken"));
        ++own;
    }
    (what == use::task ? state.submits : state.queries).take(now);
    line.leave(ticket);
    ++admitted;
    return admission::now(ticket);
}

inline detail::account_state::hold account_limiter::impl::before(use what, int ahead, time_point now, double random)
{
    if (what == use::task) return state.before_submit(now, random, running(), ahead);
    auto const wait = state.queries.wait(now, ahead);
    using reason = detail::account_state::reason;
    return {wait > wait.zero() ? reason::rate : reason::none, wait};
}

inline admission account_limiter::impl::later(use what, std::uint64_t ticket, time_point now,
                                              std::chrono::nanoseconds wait, std::string words)
{
    line_of(what).expect(ticket, now + wait);
    return admission::after(wait, ticket, client_errc::limit_reached, std::move(words));
}

inline std::string account_limiter::impl::words_for(use what, detail::account_state::hold const& held,
                                                    time_point now) const
{
    using reason = detail::account_state::reason;
    if (held.why == reason::tasks)
        return detail::concat({std::to_string(running()), " of at most ", std::to_string(state.task_limit()),
                               " tasks are running or about to"});
    if (held.why == reason::refused)
        return "the service refused one more task at once; the next try comes when one has ended, or after a while";
    auto const rate = (what == use::task ? state.submits : state.queries).rate(now);
    return detail::concat({"at most ", detail::number_text(std::floor(rate * 100.0 + 0.5) / 100.0),
                           what == use::task ? " submits" : " queries", " a second leave"});
}

inline void account_limiter::impl::release(use what, error_code const& outcome, time_point now) noexcept
{
    if (admitted != 0) --admitted;
    if (what == use::task) {
        own = std::max(own - 1, 0);
        if (shared) shared->give_back();
    }
    ended const one{what, outcome, now};
    if (!shared) return take_in(one);
    past.push_back(one);
    try {
        error_code ec;
        share(now, ec, [] {});
    } catch (std::exception const&) { // it is told with the next question
    }
}

inline void account_limiter::impl::take_in(ended const& one) noexcept
{
    bool const throttled = one.outcome == condition::throttled;
    auto& rate = one.what == use::task ? state.submits : state.queries;
    if (one.outcome == service_errc::concurrency_limited && one.what == use::task)
        return state.refuse_task(one.at, running());
    if (throttled) rate.refuse(one.at);
    if (one.what == use::call) return;
    if (detail::came_to_no_task(one.outcome)) return;
    bool const ended_well = !one.outcome.failed();
    state.end_task(ended_well || one.outcome == condition::resumable, ended_well);
}

/// Under the lock of the files: what the others learned is taken over, what ended here added, `then` done, and all of it
/// written for the others. False where somebody else has the lock, or with `ec`.
template <class Then>
bool account_limiter::impl::share(time_point now, error_code& ec, Then then)
{
    if (!shared->try_lock(ec)) return false;
    detail::unlock_at_end const guard{*shared};
    auto const words = shared->read(ec);
    if (ec.failed()) return false;
    detail::remember_text(state, words, now);
    for (auto const& one : past)
        take_in(one);
    past.clear();
    then();
    shared->write(detail::text_of(state), ec); // where it cannot be, the others still see the places
    return true;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
