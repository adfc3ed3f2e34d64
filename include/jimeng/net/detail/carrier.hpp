#ifndef JIMENG_NET_DETAIL_CARRIER_HPP
#define JIMENG_NET_DETAIL_CARRIER_HPP

#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/connection_pool.hpp>
#include <jimeng/net/detail/receive_buffers.hpp>
#include <jimeng/net/detail/tls_session.hpp>
#include <jimeng/net/detail/turnstile.hpp>
#include <jimeng/net/detail/watch.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <functional>
#include <memory>
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
    using strand = boost::asio::strand<boost::asio::any_io_executor>;

    carrier(boost::asio::any_io_executor where, transport_options const& limits)
        : executor{std::move(where)},
          options{bounded_limits(limits)},
          time{std::make_shared<watch>(executor)},
          places{options.max_connections},
          pool{options.max_idle_connections, options.idle}
    {}

    /// One instantiation of Asio's post for every use.
    void post(std::function<void()> task) { boost::asio::post(executor, std::move(task)); }

    /// Whether the caller is one of its handlers, so that the members may be touched without a post.
    [[nodiscard]] bool is_running_here() const
    {
        auto const* const own = executor.target<strand>();
        return own != nullptr && own->running_in_this_thread();
    }

    boost::asio::any_io_executor executor;
    transport_options options;
    tls_settings tls;
    std::shared_ptr<watch> time;
    turnstile places;
    connection_pool pool;
    receive_buffers buffers;
};

} // namespace jimeng::detail

#endif
