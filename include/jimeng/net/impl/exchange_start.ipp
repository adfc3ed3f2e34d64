#ifndef JIMENG_NET_IMPL_EXCHANGE_START_IPP
#define JIMENG_NET_IMPL_EXCHANGE_START_IPP

#include <jimeng/net/detail/exchange_engine.hpp>
#include <jimeng/net/detail/public_address.hpp>

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace jimeng::detail {

inline void exchange_engine::start()
{
    starting_ = true;
    try {
        deadline_ = clock::now() + bounded_duration(options_.timeout);
        watch_stop();
        if (!is_ending() && prepare()) wait_for_place();
    } catch (std::exception const& thrown) {
        threw(thrown);
    }
    starting_ = false;
}

inline void exchange_engine::wait_for_place()
{
    if (shared_->places.enter({shared_from_this(), this}, request_.origin)) return begin();
    stage_ = stage::queue;
    wait_for_limit();
}

/// If it fails at once, it calls back later: what it or its callback throws is not the affair of the one that has left.
inline void exchange_engine::admitted()
{
    starting_ = true;
    try {
        begin();
    } catch (std::exception const& thrown) {
        threw(thrown);
    }
    starting_ = false;
}

inline void exchange_engine::begin()
{
    if (!options_.fresh_connection) connection_ = shared_->pool.take(request_.origin, clock::now());
    if (connection_ && may_talk_to_peer()) return begin_transfer();
    connection_.reset();
    shared_->pool.keep_at_most(shared_->places.free_places(request_.origin), request_.origin);
    resolve();
}

inline void exchange_engine::watch_stop()
{
    if (options_.stop.stop_requested()) return on_stop();
    if (!options_.stop.stop_possible()) return;
    // The stop may come from any thread, and after the end.
    stop_callback_.emplace(options_.stop, [shared = shared_, weak = weak_from_this()] {
        shared->post([weak] {
            if (auto const self = weak.lock()) self->on_stop();
        });
    });
}

inline void exchange_engine::on_stop()
{
    if (sending_ && options_.finish_once_sending) return;
    fail(client_errc::cancelled_before_send, client_errc::cancelled, "a stop was requested");
}

inline bool exchange_engine::prepare()
{
    diagnostics details;
    if (auto const ec = check_request(request_, details)) return fail(ec, ec, details.client_message), false;
    if (!is_https()) return true;
    error_code ec;
    tls_context_ = shared_->tls.get(shared_->options.extra_ca_file, ec);
    if (ec == client_errc::bad_ca_file)
        fail(ec, ec,
             "extra_ca_file " + for_terminal(shared_->options.extra_ca_file) +
                 ": cannot be read as PEM certificates; check its path and content");
    else if (ec)
        fail(ec, ec, "TLS cannot be set up by OpenSSL");
    return !ec;
}

/// `localhost` never leaves this machine, and addresses are no names: neither needs the system's resolver.
inline void exchange_engine::resolve()
{
    auto const& origin = request_.origin;
    error ec;
    auto const address = boost::asio::ip::make_address(origin.host, ec);
    if (!ec) return connect_to({{address, origin.port}});
    if (origin.host == "localhost")
        return connect_to({{boost::asio::ip::address_v4::loopback(), origin.port},
                           {boost::asio::ip::address_v6::loopback(), origin.port}});
    stage_ = stage::resolve;
    limit_stage(shared_->options.resolve);
    resolver_.emplace(shared_->executor);
    resolver_->async_resolve(origin.host, std::to_string(origin.port), tcp::resolver::numeric_service,
                             [self = shared_from_this()](error const& failure, tcp::resolver::results_type results) {
                                 self->on_resolved(failure, results);
                             });
}

inline void exchange_engine::on_resolved(error ec, tcp::resolver::results_type const& results)
try {
    if (stage_ != stage::resolve || is_ending()) return; // a lookup that came too late
    if (ec || results.empty())
        return fail(client_errc::resolve_failed,
                    "the name was not found (" + ec.message() + "); check it and the network");
    std::vector<tcp::endpoint> addresses;
    for (auto const& entry : results)
        addresses.push_back(entry.endpoint());
    connect_to(std::move(addresses));
} catch (std::exception const& thrown) {
    threw(thrown);
}

inline bool exchange_engine::may_talk_to_peer() const
{
    error ignored;
    return !options_.public_addresses_only || may_talk_to(connection_->socket.remote_endpoint(ignored).address());
}

inline bool exchange_engine::may_talk_to(boost::asio::ip::address const& address) const
{
    return !options_.public_addresses_only || is_public_address(address);
}

/// Of what the name stands for, every address has to be allowed: who gives a forbidden one is not to be trusted.
inline void exchange_engine::connect_to(std::vector<tcp::endpoint> addresses)
{
    stage_ = stage::connect;
    for (auto const& endpoint : addresses)
        if (!may_talk_to(endpoint.address()))
            return fail(client_errc::forbidden_address,
                        "it leads to " + endpoint.address().to_string() + ", which is no address of the internet");
    bool const all_loopback = std::all_of(addresses.begin(), addresses.end(),
                                          [](auto const& endpoint) { return endpoint.address().is_loopback(); });
    if (!is_https() && !all_loopback)
        return fail(client_errc::insecure_endpoint, "it is not an address of this machine; use https");
    addresses_ = std::move(addresses);
    connect_next();
}

inline void exchange_engine::connect_next()
{
    if (next_address_ == addresses_.size())
        return fail(connect_failure(), connect_error_.message() + "; check address, port and network");
    auto const& endpoint = addresses_[next_address_++];
    connection_ = std::make_unique<connection>(shared_->executor, request_.origin);
    error ec;
    connection_->socket.open(endpoint.protocol(), ec);
    if (ec) return connect_next_after(ec);
    address_timed_out_ = false;
    limit_stage(shared_->options.connect);
    connecting_ = true;
    connection_->socket.async_connect(endpoint,
                                      [self = shared_from_this()](error const& result) { self->on_connected(result); });
}

inline void exchange_engine::on_connected(error ec)
try {
    connecting_ = false;
    if (is_ending()) return settle();
    if (address_timed_out_) ec = boost::asio::error::timed_out;
    if (ec) return connect_next_after(ec);
    connection_->socket.set_option(tcp::no_delay{true}, ec);
    connection_->never_block();
    if (is_https())
        begin_handshake();
    else
        begin_transfer();
} catch (std::exception const& thrown) {
    threw(thrown);
}

/// Of several reasons the first is told: `localhost` has a second address where seldom anyone listens.
inline void exchange_engine::connect_next_after(error ec)
{
    if (!connect_error_) connect_error_ = ec;
    connect_next();
}

inline client_errc exchange_engine::connect_failure() const
{
    if (connect_error_ == boost::asio::error::connection_refused) return client_errc::connect_refused;
    if (connect_error_ == boost::asio::error::timed_out) return client_errc::connect_timeout;
    return client_errc::network_unreachable;
}

inline void exchange_engine::begin_handshake()
{
    stage_ = stage::handshake;
    limit_stage(shared_->options.tls);
    connection_->tls = std::make_unique<tls_session>(tls_context_, request_.origin.host);
    if (!connection_->tls->ready()) return fail(client_errc::tls_hostname, "the host cannot be checked by TLS");
    handshake();
}

inline void exchange_engine::handshake()
{
    auto const status = connection_->tls->handshake();
    if (status == tls_session::status::progress) return begin_transfer();
    if (status != tls_session::status::wants_input) return handshake_failed(status);
    write();
    read();
}

inline void exchange_engine::handshake_failed(tls_session::status)
{
    connection_->send_at_once(); // tells the server why
    auto const& tls = *connection_->tls;
    std::string remedy = "; check that the port speaks TLS";
    switch (tls.failure()) {
    case client_errc::tls_untrusted: remedy = "; name its authority with extra_ca_file if you trust it"; break;
    case client_errc::tls_expired: remedy = "; check the clock of this machine, then ask the server's owner"; break;
    case client_errc::tls_hostname: remedy = "; use a host name that it is for"; break;
    case client_errc::tls_protocol: remedy = "; the server must offer TLS 1.2 or newer"; break;
    default: break;
    }
    fail(tls.failure(), "TLS: " + tls.reason() + remedy);
}

} // namespace jimeng::detail

#endif
