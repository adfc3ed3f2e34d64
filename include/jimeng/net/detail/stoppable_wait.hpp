#ifndef JIMENG_NET_DETAIL_STOPPABLE_WAIT_HPP
#define JIMENG_NET_DETAIL_STOPPABLE_WAIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/gate_timer.hpp>
#include <jimeng/net/detail/transport_state.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/wire/error.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A timer that a stop request ends; it holds itself alive until it has called back.
class stoppable_wait final : public gate_timer {
public:
    stoppable_wait(std::shared_ptr<transport_state> shared, wait_callback done)
        : gate_timer{shared->executor, shared->gate},
          shared_{std::move(shared)},
          done_{std::move(done)}
    {}

    /// Of the executor's thread: makes one that lasts until a stop is requested.
    JIMENG_SELDOM static void until(std::stop_token const& stop, std::shared_ptr<transport_state> const& shared,
                                    wait_callback done)
    {
        std::make_shared<stoppable_wait>(shared, std::move(done))->start(std::chrono::hours{24 * 365}, stop);
    }

    JIMENG_SELDOM void start(std::chrono::nanoseconds duration, std::stop_token const& stop)
    {
        stop_ = stop;
        if (stop_.stop_possible()) // before it waits: it must not where there is no memory for what ends it
            stop_callback_.emplace(stop_, [shared = shared_, weak = weak_from_this()] {
                shared->post_somehow([weak] {
                    if (auto const self = weak.lock()) static_cast<stoppable_wait&>(*self).cancel();
                });
            });
        ring_in_any_case(stop_.stop_requested() ? std::chrono::nanoseconds{0} : duration);
    }

private:
    void rang() override
    {
        stop_callback_.reset();
        done_(stop_.stop_requested() ? make_error_code(client_errc::cancelled_before_send) : error_code{});
    }

    std::shared_ptr<transport_state> shared_;
    wait_callback done_;
    std::stop_token stop_;
    std::optional<std::stop_callback<std::function<void()>>> stop_callback_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
