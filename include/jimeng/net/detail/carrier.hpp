#ifndef JIMENG_NET_DETAIL_CARRIER_HPP
#define JIMENG_NET_DETAIL_CARRIER_HPP

#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/detail/connection_pool.hpp>
#include <jimeng/net/detail/tls_session.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <utility>

namespace jimeng::detail {

/// What all exchanges of one executor share. Its members are touched by that executor only, one handler at a time.
struct carrier {
    carrier(boost::asio::any_io_executor where, transport_options const& limits)
        : executor{std::move(where)},
          options{limits},
          pool{limits.max_idle_connections, limits.idle}
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
