#ifndef JIMENG_NET_DETAIL_PERMIT_HPP
#define JIMENG_NET_DETAIL_PERMIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/limiter.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A place in a limiter's line, then an admission. Both are given back once, at its end at the latest. Who was throttled
/// has its old place when it asks again.
class permit {
public:
    permit() = default;
    permit(permit const&) = delete;
    permit& operator=(permit const&) = delete;
    ~permit() { release(make_error_code(client_errc::cancelled), last_asked_); }

    /// Asks, with the place that earlier answers gave.
    admission ask(std::shared_ptr<limiter> const& of, limiter::use what, limiter::time_point now, double random)
    {
        last_asked_ = now;
        auto said = of->ask(what, ticket_, now, random);
        ticket_ = said.ticket;
        of_ = said.what == admission::kind::refused ? nullptr : of;
        what_ = what;
        holds_ = said.what == admission::kind::admitted;
        return said;
    }

    JIMENG_SELDOM void release(error_code const& outcome, limiter::time_point now) noexcept
    {
        auto const of = std::exchange(of_, nullptr);
        if (!of) return;
        auto const ticket = outcome == condition::throttled ? ticket_ : std::exchange(ticket_, 0);
        if (holds_)
            of->release(what_, outcome, now);
        else
            of->leave(what_, ticket);
    }

private:
    std::shared_ptr<limiter> of_; ///< While there is something to give back.
    limiter::use what_ = limiter::use::task;
    limiter::time_point last_asked_{};
    std::uint64_t ticket_ = 0;
    bool holds_ = false; ///< An admission; else a place in the line.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
