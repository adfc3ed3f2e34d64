#ifndef JIMENG_NET_DETAIL_STOPPABLE_WAIT_HPP
#define JIMENG_NET_DETAIL_STOPPABLE_WAIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/transport_state.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/wire/error.hpp>

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// As long as nothing but a stop is to end it.
inline constexpr std::chrono::hours longest_wait{24 * 365};

/// A timer that a stop request ends; it holds itself alive until it has called back.
class stoppable_wait : public std::enable_shared_from_this<stoppable_wait> {
public:
    stoppable_wait(std::shared_ptr<transport_state> shared, wait_callback done)
        : shared_{std::move(shared)},
          timer_{shared_->executor},
          done_{std::move(done)}
    {}

    void start(std::chrono::nanoseconds duration, std::stop_token const& stop)
    {
        timer_.expires_after(stop.stop_requested() ? std::chrono::nanoseconds{0} : duration);
        if (stop.stop_possible()) // before it waits: it must not where there is no memory for what ends it
            stop_callback_.emplace(stop, [shared = shared_, weak = weak_from_this()] {
                shared->post_somehow([weak] {
                    if (auto const self = weak.lock()) self->timer_.cancel();
                });
            });
        timer_.async_wait([self = shared_from_this(), stop](boost::system::error_code const&) {
            self->shared_->gate->run([self, stop] { self->ended(stop); });
        });
    }

private:
    void ended(std::stop_token const& stop)
    {
        stop_callback_.reset();
        done_(stop.stop_requested() ? make_error_code(client_errc::cancelled_before_send) : error_code{});
    }

    std::shared_ptr<transport_state> shared_;
    boost::asio::steady_timer timer_;
    wait_callback done_;
    std::optional<std::stop_callback<std::function<void()>>> stop_callback_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
