#ifndef JIMENG_NET_DETAIL_GATE_TIMER_HPP
#define JIMENG_NET_DETAIL_GATE_TIMER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/serial_gate.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A timer that calls behind a gate. All kinds of timers have this one, since Asio is compiled anew for each handler.
/// @par Object lifetimes Is owned by a `shared_ptr`.
class gate_timer : public std::enable_shared_from_this<gate_timer> {
public:
    gate_timer(gate_timer const&) = delete;
    gate_timer& operator=(gate_timer const&) = delete;

protected:
    using clock = std::chrono::steady_clock;

    gate_timer(boost::asio::any_io_executor const& executor, std::shared_ptr<serial_gate> gate)
        : timer_{executor},
          gate_{std::move(gate)}
    {}
    ~gate_timer() = default;

    /// Calls `rang` at that time, unless it is cancelled or destroyed before.
    void ring_at(clock::time_point when)
    {
        timer_.expires_at(when);
        wait({weak_from_this(), nullptr});
    }
    /// Holds itself alive until it has called `rang`: after that time, or once it is cancelled.
    void ring_in_any_case(clock::duration after)
    {
        timer_.expires_after(after);
        wait({weak_from_this(), shared_from_this()});
    }
    void cancel() { timer_.cancel(); }

private:
    struct handler {
        std::weak_ptr<gate_timer> weak;
        std::shared_ptr<gate_timer> kept; ///< None: it may be destroyed meanwhile.

        void operator()(boost::system::error_code const& ec) const
        {
            auto const self = ec && !kept ? nullptr : weak.lock();
            if (self) self->gate_->run([self] { self->rang(); });
        }
    };

    virtual void rang() = 0;

    JIMENG_SELDOM void wait(handler then) { timer_.async_wait(std::move(then)); }

    boost::asio::steady_timer timer_;
    std::shared_ptr<serial_gate> gate_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
