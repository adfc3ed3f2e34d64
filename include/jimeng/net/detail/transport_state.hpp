#ifndef JIMENG_NET_DETAIL_TRANSPORT_STATE_HPP
#define JIMENG_NET_DETAIL_TRANSPORT_STATE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/connection_limiter.hpp>
#include <jimeng/net/detail/connection_pool.hpp>
#include <jimeng/net/detail/deadline_timer.hpp>
#include <jimeng/net/detail/receive_buffers.hpp>
#include <jimeng/net/detail/serial_gate.hpp>
#include <jimeng/net/detail/tls_session.hpp>
#include <jimeng/net/proxy.hpp>
#include <jimeng/net/transport_options.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// The same limits with durations that no clock overflows with.
JIMENG_SELDOM inline transport_options bounded_limits(transport_options limits)
{
    for (auto* const duration : {&limits.resolve, &limits.connect, &limits.tls, &limits.stall, &limits.idle})
        *duration = bounded_duration(*duration);
    return limits;
}

/// What all exchanges of one executor share. Its members are touched behind its gate only, by one handler at a time.
struct transport_state {
    JIMENG_SELDOM transport_state(boost::asio::any_io_executor where, transport_options const& limits)
        : executor{std::move(where)},
          gate{std::make_shared<serial_gate>(executor)},
          options{bounded_limits(limits)},
          deadlines{std::make_shared<deadline_timer>(executor, gate)},
          connections{options.max_connections},
          pool{options.max_idle_connections, options.idle}
    {
        if (!options.proxy.empty()) proxy = parse_proxy(options.proxy, proxy_complaint);
    }

    /// Plain http and this machine need no proxy, and some hosts are to have none.
    [[nodiscard]] bool goes_directly(http_origin const& origin) const
    {
        return origin.scheme != "https" || is_loopback_host(origin.host) ||
               goes_without_proxy(options.no_proxy, origin.host, origin.port);
    }

    /// The proxy that leads to an origin; none: it is reached directly.
    [[nodiscard]] http_proxy const* proxy_for(http_origin const& origin) const
    {
        return proxy && !goes_directly(origin) ? &*proxy : nullptr;
    }

    void post(std::function<void()> task) { gate->post(std::move(task)); }

    /// The same for a caller that must not throw. A stop that cannot be told for want of memory, twice, is lost: the
    /// time limits end what it should have ended.
    void post_somehow(std::function<void()> const& task) noexcept
    {
        for (int attempt = 0; attempt != 2; ++attempt)
            try {
                return post(task);
            } catch (std::exception const&) {
                continue;
            }
    }

    /// Whether the caller is one of its handlers, so that the members may be touched without a post.
    [[nodiscard]] bool is_running_here() const { return gate->is_running_here(); }

    boost::asio::any_io_executor executor;
    std::shared_ptr<serial_gate> gate;
    transport_options options;
    std::optional<http_proxy> proxy;
    std::string proxy_complaint; ///< Why the text in the options names no proxy.
    tls_settings tls;
    std::shared_ptr<deadline_timer> deadlines;
    connection_limiter connections;
    connection_pool pool;
    receive_buffers buffers;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
