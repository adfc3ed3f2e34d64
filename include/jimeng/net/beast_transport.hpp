#ifndef JIMENG_NET_BEAST_TRANSPORT_HPP
#define JIMENG_NET_BEAST_TRANSPORT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/exchange.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace boost::asio {
class any_io_executor;
}

namespace jimeng {

/// Limits of `beast_transport`. `exchange_options::timeout` stands above all of them. No duration lasts more than a
/// year: a longer one means a year.
/// @par Source The time-outs that trusted cloud clients agree on; 16 KiB of headers is twice what services send.
struct transport_options {
    std::chrono::milliseconds resolve{5'000}; ///< Looking a host name up.
    std::chrono::milliseconds connect{5'000}; ///< Per address; the next address is tried after it.
    std::chrono::milliseconds tls{10'000};    ///< The TLS handshake.
    std::chrono::milliseconds stall{20'000};  ///< Less than 1 KiB sent, or received once an answer has begun.
    std::chrono::milliseconds idle{30'000};   ///< How long an unused connection may still be used again.
    std::size_t max_header_bytes = 16 * 1024; ///< Of an answer; also bounds chunk extensions and trailers.
    std::size_t max_header_fields = 100;      ///< Of an answer, trailers counted.
    std::size_t max_connections = 16;         ///< To one origin; further exchanges wait for one, see `async_exchange`.
    std::size_t max_idle_connections = 16;    ///< Kept for reuse, over all origins.
    std::string extra_ca_file{}; ///< PEM certificates trusted besides the system's; there is no switch to trust all.
};

/// HTTP/1.1 over TLS 1.2 or newer, or over plain TCP to this machine only. Models both transport concepts.
///
/// The server's certificate must lead to a trusted authority and name the host. No proxy is used, whatever the
/// environment says; no redirect is followed; no cookie is kept. Connections are kept alive and used again for the
/// same origin, but a request is never sent twice: when a reused connection dies, its error code is the answer.
///
/// @par Thread safety
/// Blocking calls: one at a time. Asynchronous ones may start on any thread; the callbacks of one transport run
/// one after another on its executor. Host names other than `localhost` are resolved on Asio's resolver thread.
/// @par Object lifetimes
/// Destruction does not end asynchronous exchanges: request a stop. The executor's context must outlive the
/// transport. Destruction may wait for a host name lookup that the system cannot interrupt.
class beast_transport {
public:
    /// For blocking use; it runs in the calling thread.
    explicit beast_transport(transport_options options = {});

    /// For both uses. The blocking one runs in the calling thread also here.
    /// To pass an executor, include `<boost/asio/any_io_executor.hpp>`; `<jimeng/async.hpp>` does.
    explicit beast_transport(boost::asio::any_io_executor const& executor, transport_options options = {});

    beast_transport(beast_transport&&) noexcept = default;
    beast_transport& operator=(beast_transport&&) noexcept = default;
    beast_transport(beast_transport const&) = delete;
    beast_transport& operator=(beast_transport const&) = delete;
    ~beast_transport() = default;

    /// Sends a request and reads its answer.
    ///
    /// @return A complete answer of any status, or an empty one and the reason in `ec` and `details`.
    /// @par Errors
    /// Before anything is sent: `unsafe_header`, `bad_endpoint`, `insecure_endpoint`, `bad_ca_file`, 200 to 211.
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
    /// `done` is called from inside this function only when the transport has no executor (`no_executor`).
    void async_exchange(http_request request, exchange_options options, exchange_callback done);

    /// Calls back after `duration`, or early with `cancelled_before_send` when a stop is requested.
    /// Without an executor: at once, from inside this function, with `no_executor`.
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done);

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/beast_transport.ipp>
#endif

#endif
