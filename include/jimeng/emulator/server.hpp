#ifndef JIMENG_EMULATOR_SERVER_HPP
#define JIMENG_EMULATOR_SERVER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/service_options.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Where and how the service listens. The address is always 127.0.0.1, and a request must name this machine in its one
/// `Host` (127.x.y.z, localhost or ::1, any port): others, as from a web page of a rebound name, are answered 400.
struct server_options {
    std::uint16_t port = 0; ///< 0: any free one.

    /// Both in PEM, or both empty for plain HTTP. With them the server speaks TLS 1.2 and newer.
    std::string certificate_chain_pem;
    std::string private_key_pem;
    int only_tls_version =
        0; ///< For tests of refusals: OpenSSL's number of the one version spoken, 0x0301 for TLS 1.0.

    std::chrono::seconds patience{60}; ///< For each of handshake, header, body and answer; also how long idle is kept.

    /// The service's time, in which planned delays pass too; empty: the system clock. Called on the thread of `server::run`.
    std::function<std::chrono::system_clock::time_point()> clock;
};

/// The emulated service on a port of this machine, on the thread that calls `run`.
///
/// It keeps many connections at once. A large picture takes seconds to draw: that is done piece by piece, and every other
/// request has its turn in between. Connections are kept alive. Headers are limited to 64 KiB and 1,000 lines (431), bodies
/// to 64 MiB (413).
class server {
public:
    /// Opens the port: from here on clients may connect, and are answered once `run` is called.
    /// `base_url` of the options is replaced by the server's own address.
    /// @par Errors `boost::system::system_error`: the port is taken, or certificate and key do not fit. Those of `service`.
    JIMENG_DECL explicit server(service_options service = {}, server_options options = {});
    JIMENG_DECL ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    [[nodiscard]] JIMENG_DECL std::uint16_t port() const noexcept;
    /// `http://127.0.0.1:PORT`, with TLS `https://127.0.0.1:PORT`.
    [[nodiscard]] JIMENG_DECL std::string url() const;

    /// Serves until `stop`. A stopped server does not start again.
    JIMENG_DECL void run();
    /// Ends `run` after the request it is answering. May be called from any thread, also before `run`.
    JIMENG_DECL void stop();

    /// What the service has done so far. May be called from any thread.
    [[nodiscard]] JIMENG_DECL ledger counts() const;
    /// Which of the planned faults have struck. May be called from any thread.
    [[nodiscard]] JIMENG_DECL fault_report faults() const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// A server with a thread of its own, which ends with the object.
class background_server {
public:
    /// @copydoc server::server
    explicit background_server(service_options service = {}, server_options options = {})
        : server_{std::move(service), std::move(options)},
          thread_{[this] { server_.run(); }}
    {}
    ~background_server()
    {
        server_.stop();
        thread_.join();
    }
    background_server(background_server const&) = delete;
    background_server& operator=(background_server const&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
    [[nodiscard]] std::string url() const { return server_.url(); }
    [[nodiscard]] ledger counts() const { return server_.counts(); }
    [[nodiscard]] fault_report faults() const { return server_.faults(); }

private:
    server server_;
    std::thread thread_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/server.ipp>
#endif

#endif
