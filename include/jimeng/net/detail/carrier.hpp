#ifndef JIMENG_NET_DETAIL_CARRIER_HPP
#define JIMENG_NET_DETAIL_CARRIER_HPP

#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/connection_pool.hpp>
#include <jimeng/net/detail/tls_session.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <utility>

namespace jimeng::detail {

/// The same limits with durations that no clock overflows with.
inline transport_options bounded_limits(transport_options limits)
{
    for (auto* const duration : {&limits.resolve, &limits.connect, &limits.tls, &limits.stall, &limits.idle})
        *duration = bounded_duration(*duration);
    return limits;
}

/// What all exchanges of one executor share. Its members are touched by that executor only, one handler at a time.
struct carrier {
    carrier(boost::asio::any_io_executor where, transport_options const& limits)
        : executor{std::move(where)},
          options{bounded_limits(limits)},
          pool{options.max_idle_connections, options.idle}
    {}

    /// One instantiation of Asio's post for every use.
    void post(std::function<void()> task) { boost::asio::post(executor, std::move(task)); }

    boost::asio::any_io_executor executor;
    transport_options options;
    tls_settings tls;
    connection_pool pool;
};

} // namespace jimeng::detail

#endif
