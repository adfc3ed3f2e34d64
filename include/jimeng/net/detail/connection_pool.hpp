#ifndef JIMENG_NET_DETAIL_CONNECTION_POOL_HPP
#define JIMENG_NET_DETAIL_CONNECTION_POOL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/tls_session.hpp>
#include <jimeng/wire/http_message.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// A socket and, for https, the TLS session on it.
struct connection {
    JIMENG_SELDOM connection(boost::asio::any_io_executor const& executor, http_origin where)
        : socket{executor},
          origin{std::move(where)}
    {}
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;
    ~connection() { close(); }

    /// Lets the socket's plain calls return at once.
    boost::system::error_code never_block()
    {
        boost::system::error_code ec;
        if (!socket.non_blocking()) socket.non_blocking(true, ec);
        return ec;
    }

    /// Says goodbye if that is possible at once, and closes. It never waits and never fails.
    JIMENG_SELDOM void close()
    {
        if (!socket.is_open()) return;
        if (tls) tls->say_goodbye();
        send_at_once();
        boost::system::error_code ignored;
        socket.close(ignored);
    }

    /// Hands what TLS has to say to the socket, as far as it goes without waiting.
    JIMENG_SELDOM void send_at_once()
    {
        if (!tls || mid_write) return;
        auto const bytes = tls->peek_output(); // what is closing needs no memory
        boost::system::error_code ignored;
        if (!bytes.empty() && !never_block())
            socket.write_some(boost::asio::const_buffer{bytes.data(), bytes.size()}, ignored);
    }

    /// Whether the peer has neither closed the connection nor sent anything that nobody asked for.
    JIMENG_SELDOM [[nodiscard]] bool is_quiet()
    {
        char byte = 0;
        auto ec = never_block();
        if (!ec) socket.receive(boost::asio::mutable_buffer{&byte, 1}, boost::asio::socket_base::message_peek, ec);
        return ec == boost::asio::error::would_block;
    }

    boost::asio::ip::tcp::socket socket;
    std::unique_ptr<tls_session> tls;
    http_origin origin;
    std::chrono::steady_clock::time_point last_used;
    bool mid_write = false; ///< A TLS record is half sent: nothing may come between.
};

/// Idle connections, newest last. It has no timer: an old one is dropped when the next exchange looks.
class connection_pool {
public:
    using clock = std::chrono::steady_clock;

    connection_pool(std::size_t most, clock::duration idle) : most_{most}, idle_{idle} {}

    /// A connection to this origin that can be used at once, or none.
    JIMENG_SELDOM std::unique_ptr<connection> take(http_origin const& origin, clock::time_point now)
    {
        std::erase_if(idle_connections_, [&](auto const& c) { return now - c->last_used >= idle_; });
        for (auto i = idle_connections_.size(); i-- != 0;) {
            if (idle_connections_[i]->origin != origin) continue;
            auto found = std::move(idle_connections_[i]);
            idle_connections_.erase(idle_connections_.begin() + static_cast<std::ptrdiff_t>(i));
            if (found->is_quiet()) return found;
        }
        return nullptr;
    }

    /// Closes the oldest of an origin until at most so many of its are left.
    JIMENG_SELDOM void keep_at_most(std::size_t most, http_origin const& origin)
    {
        auto const of_it = [&](auto const& c) { return c->origin == origin; };
        auto surplus = std::count_if(idle_connections_.begin(), idle_connections_.end(), of_it) -
                       static_cast<std::ptrdiff_t>(most);
        std::erase_if(idle_connections_, [&](auto const& c) { return surplus > 0 && of_it(c) && surplus-- > 0; });
    }

    JIMENG_SELDOM void give(std::unique_ptr<connection> unused, clock::time_point now) noexcept
    {
        unused->last_used = now;
        try {
            idle_connections_.push_back(std::move(unused));
        } catch (std::bad_alloc const&) { // closed instead
            return;
        }
        if (idle_connections_.size() > most_) idle_connections_.erase(idle_connections_.begin());
    }

private:
    std::size_t most_;
    clock::duration idle_;
    std::vector<std::unique_ptr<connection>> idle_connections_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
