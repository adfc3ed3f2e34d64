#ifndef JIMENG_NET_BEAST_TRANSPORT_HPP
#define JIMENG_NET_BEAST_TRANSPORT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/net/transport_options.hpp>

#include <chrono>
#include <memory>
#include <stop_token>

namespace boost::asio {
class any_io_executor;
}

namespace jimeng::inline JIMENG_ABI {

/// HTTP/1.1 over TLS 1.2 or newer, or over plain TCP to this machine only. Models both transport concepts.
///
/// The server's certificate must lead to a trusted authority and name the host. A proxy is used where the options name
/// one, whatever the environment says; no redirect is followed; no cookie is kept. Connections are kept alive and used
/// again for the same origin, but a request is never sent twice: when a reused connection dies, its error code is the
/// answer.
///
/// @par Thread safety
/// Blocking calls: one at a time. Asynchronous ones may start on any thread; the callbacks of one transport run
/// one after another on its executor. Each look-up of a host name other than `localhost` runs on a thread of its own for
/// as long as it takes; with a stop or a time limit the exchange ends at once and leaves it behind. No other thread is
/// started.
/// @par Object lifetimes
/// Destruction does not end asynchronous exchanges: request a stop. The executor's context must outlive the
/// transport. Nothing waits for a look-up that is under way.
class beast_transport {
public:
    /// For blocking use; it runs in the calling thread.
    explicit beast_transport(transport_options options = {});

    /// For both uses. The blocking one runs in the calling thread also here.
    /// To pass an executor, include `<boost/asio/any_io_executor.hpp>`; `<jimeng/async.hpp>` does.
    explicit beast_transport(boost::asio::any_io_executor const& executor, transport_options options = {});

    /// Files inside a request are read while they are sent.
    static constexpr bool sends_files = true;

    beast_transport(beast_transport&&) noexcept = default;
    beast_transport& operator=(beast_transport&&) noexcept = default;
    beast_transport(beast_transport const&) = delete;
    beast_transport& operator=(beast_transport const&) = delete;
    ~beast_transport() = default;

    /// Sends a request and reads its answer.
    ///
    /// @return A complete answer of any status, or an empty one and the reason in `ec` and `details`.
    /// @par Errors
    /// Before anything is sent: `unsafe_header`, `bad_endpoint`, `insecure_endpoint`, `bad_ca_file`, `bad_proxy`, 200 to 212.
    /// `forbidden_address` where only public addresses are allowed. Once the request has left whole: 230 to 235. On
    /// what the server sent: `bad_http`, `too_large`, `unsupported_encoding`, or what the body sink returned.
    http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                           diagnostics& details);

    /// The same without waiting, for any number of exchanges at once.
    ///
    /// An origin is given `transport_options::max_connections` connections, idle ones counted. More exchanges wait, first
    /// come first served, and hold little but the request. Their timeout runs and their stop works meanwhile; both
    /// then end with a code that equals `condition::not_sent`. With 100 ms a call, 16 connections carry 160 calls a
    /// second.
    ///
    /// `done(error_code, http_response, diagnostics)` is called once, on the executor; from inside this function only when
    /// the transport has none (`no_executor`). What it throws leaves the `run` of the executor's context.
    /// @par Cancellation `options.stop`, from any thread: the exchange ends with `cancelled_before_send`, or `cancelled` once
    /// the request has left whole; see `exchange_options::finish_once_sending`.
    /// @par Object lifetimes What the options refer to (sink, counters) must live until `done` is called.
    /// @par Exception safety Where memory ends inside this function it throws, and `done` is not called.
    void async_exchange(http_request request, exchange_options options, exchange_callback done);
    /// The same for a request that others keep: nobody may change it until `done` is called.
    void async_exchange(std::shared_ptr<http_request const> request, exchange_options options, exchange_callback done);

    /// Calls back after `duration`, or early with `cancelled_before_send` when a stop is requested.
    /// Without an executor: at once, from inside this function, with `no_executor`.
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done);

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/beast_transport.ipp>
#endif

#endif
