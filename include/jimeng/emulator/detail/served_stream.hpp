#ifndef JIMENG_EMULATOR_DETAIL_SERVED_STREAM_HPP
#define JIMENG_EMULATOR_DETAIL_SERVED_STREAM_HPP

#include <jimeng/core/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// A connection, plain or TLS, as one type: Beast's composed operations are compiled once instead of twice.
///
/// Models AsyncStream. Handlers are erased and called on the connection's executor, which one thread runs.
class served_stream {
    using error_code = boost::system::error_code;
    using transferred = std::function<void(error_code, std::size_t)>;
    using finished = std::function<void(error_code)>;
    using plain_stream = boost::beast::tcp_stream;
    using tls_stream = boost::asio::ssl::stream<plain_stream&>;

public:
    using executor_type = boost::asio::any_io_executor;

    served_stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls)
        : plain_{std::make_unique<plain_stream>(std::move(socket))}
    {
        if (tls != nullptr) tls_ = std::make_unique<tls_stream>(*plain_, *tls);
    }

    [[nodiscard]] executor_type get_executor() { return plain_->get_executor(); }
    [[nodiscard]] bool encrypted() const noexcept { return tls_ != nullptr; }
    void expires_after(std::chrono::seconds patience) { plain_->expires_after(patience); }
    void expires_never() { plain_->expires_never(); }

    void handshake(finished done) { tls_->async_handshake(tls_stream::server, std::move(done)); }

    /// Says that nothing more will be sent.
    void shut_down(finished done)
    {
        if (tls_) return tls_->async_shutdown(std::move(done));
        cut();
    }

    /// The same on the connection itself, without a word of TLS.
    void cut() noexcept
    {
        error_code ignored;
        plain_->socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }

    /// Lets the peer see a reset.
    void reset() noexcept
    {
        error_code ignored;
        plain_->socket().set_option(boost::asio::socket_base::linger{true, 0}, ignored);
        plain_->socket().close(ignored);
    }

    /// Past TLS.
    template <class Handler>
    void read_bare(boost::asio::mutable_buffer into, Handler handler)
    {
        plain_->async_read_some(into, std::move(handler));
    }
    template <class Handler>
    void write_bare(boost::asio::const_buffer from, Handler handler)
    {
        boost::asio::async_write(*plain_, from, std::move(handler));
    }

    template <class Buffers, class Handler>
    void async_read_some(Buffers const& buffers, Handler&& handler)
    {
        read(first_of<boost::asio::mutable_buffer>(buffers), erased(std::forward<Handler>(handler)));
    }
    template <class Buffers, class Handler>
    void async_write_some(Buffers const& buffers, Handler&& handler)
    {
        write(first_of<boost::asio::const_buffer>(buffers), erased(std::forward<Handler>(handler)));
    }

private:
    /// The first buffer that is not empty; the composed operations come again for the rest.
    template <class Buffer, class Buffers>
    static Buffer first_of(Buffers const& buffers)
    {
        Buffer chosen;
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers);
             ++at) {
            chosen = *at;
            if (chosen.size() != 0) break;
        }
        return chosen;
    }

    template <class Handler>
    static transferred erased(Handler&& handler)
    {
        auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        return [kept](error_code ec, std::size_t count) { std::move (*kept)(ec, count); };
    }

    void read(boost::asio::mutable_buffer into, transferred done)
    {
        if (tls_)
            tls_->async_read_some(into, std::move(done));
        else
            plain_->async_read_some(into, std::move(done));
    }
    void write(boost::asio::const_buffer from, transferred done)
    {
        if (tls_)
            tls_->async_write_some(from, std::move(done));
        else
            plain_->async_write_some(from, std::move(done));
    }

    std::unique_ptr<plain_stream> plain_;
    std::unique_ptr<tls_stream> tls_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
