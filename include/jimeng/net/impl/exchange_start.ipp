#ifndef JIMENG_NET_IMPL_EXCHANGE_START_IPP
#define JIMENG_NET_IMPL_EXCHANGE_START_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/detail/http_exchange.hpp>
#include <jimeng/net/detail/public_address.hpp>

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM inline void http_exchange::start()
{
    starting_ = true;
    try {
        deadline_ = clock::now() + bounded_duration(options_.timeout);
        watch_stop();
        if (!is_ending() && prepare()) wait_for_connection();
    } catch (std::exception const& thrown) {
        threw(thrown);
    }
    starting_ = false;
}

JIMENG_SELDOM inline void http_exchange::wait_for_connection()
{
    auto const told = options_.waiting_since;
    auto const since = told == clock::time_point{} ? clock::now() : told;
    if (shared_->connections.acquire({shared_from_this(), this}, request_.origin, since)) return begin();
    stage_ = stage::queue;
    wait_for_limit();
}

/// If it fails at once, it calls back later: what it or its callback throws must not reach the exchange that released
/// its connection.
JIMENG_SELDOM inline void http_exchange::acquired()
{
    starting_ = true;
    try {
        begin();
    } catch (std::exception const& thrown) {
        threw(thrown);
    }
    starting_ = false;
}

JIMENG_SELDOM inline void http_exchange::begin()
{
    if (!options_.fresh_connection) connection_ = shared_->pool.take(request_.origin, clock::now());
    if (connection_ && may_talk_to_peer()) return begin_transfer();
    connection_.reset();
    shared_->pool.keep_at_most(shared_->connections.available(request_.origin), request_.origin);
    resolve();
}

JIMENG_SELDOM inline void http_exchange::watch_stop()
{
    if (options_.stop.stop_requested()) return on_stop();
    if (!options_.stop.stop_possible()) return;
    // The stop may come from any thread, and after the end.
    stop_callback_.emplace(options_.stop, [shared = shared_, weak = weak_from_this()] {
        shared->post_somehow([weak] {
            if (auto const self = weak.lock()) self->on_stop();
        });
    });
}

JIMENG_SELDOM inline void http_exchange::on_stop()
{
    if (sending_ && options_.finish_once_sending) return;
    guarded([this] { fail(client_errc::cancelled_before_send, client_errc::cancelled, "a stop was requested"); });
}

JIMENG_SELDOM inline bool http_exchange::prepare()
{
    diagnostics details;
    if (auto const ec = check_request(request_, details)) return fail(ec, ec, details.client_message), false;
    if (!is_https()) return true;
    proxy_ = shared_->proxy_for(origin());
    error_code ec;
    if (!shared_->proxy_complaint.empty() && !shared_->goes_directly(origin()))
        return fail(client_errc::bad_proxy, "proxy: " + shared_->proxy_complaint), false;
    if (proxy_ != nullptr && options_.public_addresses_only && !may_be_public(origin().host))
        return fail(client_errc::forbidden_address, "it is no address of the internet"), false;
    tls_context_ = shared_->tls.get(shared_->options.extra_ca_file, ec);
    if (ec == client_errc::bad_ca_file)
        fail(ec, ec,
             concat({"extra_ca_file ", for_terminal(shared_->options.extra_ca_file),
                     ": cannot be read as PEM certificates; check its path and content"}));
    else if (ec)
        fail(ec, ec, "TLS cannot be set up by OpenSSL");
    return !ec;
}

/// `localhost` never leaves this machine, and addresses are no names: neither needs the system's resolver.
JIMENG_SELDOM inline void http_exchange::resolve()
{
    auto const& host = proxy_ != nullptr ? proxy_->host : origin().host;
    peer_port_ = proxy_ != nullptr ? proxy_->port : origin().port;
    error ec;
    auto const address = boost::asio::ip::make_address(host, ec);
    if (!ec) return connect_to({address});
    if (host == "localhost")
        return connect_to({boost::asio::ip::address_v4::loopback(), boost::asio::ip::address_v6::loopback()});
    stage_ = stage::resolve;
    limit_stage(shared_->options.resolve);
    lookup_.emplace(shared_->executor);
    lookup_->start(host, shared_->options.lookup, then(&http_exchange::on_resolved));
}

JIMENG_SELDOM inline void http_exchange::on_resolved(error ec, std::size_t)
try {
    if (stage_ != stage::resolve || is_ending()) return; // a lookup that came too late
    auto found = ec ? found_addresses{{}, ec.message()} : lookup_->take();
    lookup_.reset();
    if (found.addresses.empty())
        return fail(client_errc::resolve_failed,
                    concat({"the name was not found",
                            (found.complaint.empty() ? "" : " (" + for_terminal(found.complaint) + ')'),
                            "; check it and the network"}));
    connect_to(std::move(found.addresses));
} catch (std::exception const& thrown) {
    threw(thrown);
}

JIMENG_SELDOM inline bool http_exchange::may_talk_to_peer() const
{
    error ignored;
    return may_talk_to(connection_->socket.remote_endpoint(ignored).address());
}

inline bool http_exchange::may_talk_to(boost::asio::ip::address const& address) const
{
    return proxy_ != nullptr || !options_.public_addresses_only || is_public_address(address);
}

/// Of what the name stands for, every address has to be allowed: who gives a forbidden one is not to be trusted.
JIMENG_SELDOM inline void http_exchange::connect_to(addresses found)
{
    stage_ = stage::connect;
    for (auto const& address : found)
        if (!may_talk_to(address))
            return fail(client_errc::forbidden_address,
                        concat({"it leads to ", address.to_string(), ", which is no address of the internet"}));
    bool const all_loopback =
        std::all_of(found.begin(), found.end(), [](auto const& address) { return address.is_loopback(); });
    if (!is_https() && !all_loopback)
        return fail(client_errc::insecure_endpoint, "it is not an address of this machine; use https");
    race_.enter(std::move(found), peer_port_);
    connect_next();
}

/// Begins with the next address that there is a socket for.
JIMENG_SELDOM inline void http_exchange::connect_next()
{
    auto const now = clock::now();
    next_address_at_ = now + bounded_duration(shared_->options.next_address);
    for (error ec; race_.may_begin();) {
        auto const limit = now + bounded_duration(shared_->options.connect);
        auto const number = race_.begin(shared_->executor, request_.origin, limit);
        race_.socket(number).open(race_.address(number).protocol(), ec);
        if (ec) {
            race_.lost(number, ec);
            continue;
        }
        race_.socket(number).async_connect(race_.address(number), then(&http_exchange::on_connected, number));
        ++connecting_;
        break;
    }
    if (connecting_ == 0) return connect_failed();
    wait_for_any_address();
}

JIMENG_SELDOM inline void http_exchange::wait_for_any_address()
{
    stage_limit_ = race_.may_begin() ? std::min(race_.next_limit(), next_address_at_) : race_.next_limit();
    wait_for_limit();
}

JIMENG_SELDOM inline void http_exchange::connect_limit_reached(clock::time_point now)
{
    race_.close_late(now);
    if (race_.may_begin() && next_address_at_ <= now) return connect_next();
    wait_for_any_address();
}

JIMENG_SELDOM inline void http_exchange::on_connected(error ec, std::size_t number)
try {
    --connecting_;
    if (is_ending()) return settle();
    if (stage_ != stage::connect) return; // another address was faster
    if (!race_.is_on(number) && !ec) ec = boost::asio::error::timed_out;
    if (ec) {
        race_.lost(number, ec);
        return connect_next();
    }
    connection_ = race_.won(number);
    connection_->socket.set_option(tcp::no_delay{true}, ec);
    connection_->never_block();
    if (proxy_ != nullptr)
        begin_tunnel();
    else if (is_https())
        begin_handshake();
    else
        begin_transfer();
} catch (std::exception const& thrown) {
    threw(thrown);
}

JIMENG_SELDOM inline void http_exchange::connect_failed()
{
    auto const why = race_.reason_of_first();
    auto const code = why == boost::asio::error::connection_refused ? client_errc::connect_refused
                      : why == boost::asio::error::timed_out        ? client_errc::connect_timeout
                                                                    : client_errc::network_unreachable;
    fail(code, why.message() + "; check address, port and network");
}

JIMENG_SELDOM inline void http_exchange::begin_tunnel()
{
    stage_ = stage::tunnel;
    limit_stage(shared_->options.tls);
    tunnel_.emplace(message_limits{shared_->options.max_header_bytes, shared_->options.max_header_fields});
    ciphertext_ = connect_request(*proxy_, origin());
    output_ = ciphertext_;
    write();
    read();
}

JIMENG_SELDOM inline void http_exchange::tunnel_came(std::string_view bytes)
{
    if (tunnel_->feed(bytes)) return fail(client_errc::proxy_refused, "the proxy does not answer in HTTP");
    if (!tunnel_->done()) return;
    auto const status = tunnel_->head.status;
    if (status == 407)
        return fail(client_errc::proxy_refused,
                    "the proxy answered 407; give it a user and password, http://user:password@host:port");
    if (!tunnel_->agreed())
        return fail(client_errc::proxy_refused, concat({"the proxy answered ", std::to_string(status),
                                                        "; ask its owner, or name the host in no_proxy"}));
    if (!bytes.empty()) return fail(client_errc::proxy_refused, "the proxy said more than its answer");
    begin_handshake();
}

JIMENG_SELDOM inline void http_exchange::begin_handshake()
{
    stage_ = stage::handshake;
    limit_stage(shared_->options.tls);
    connection_->tls = std::make_unique<tls_session>(tls_context_, origin().host);
    if (!connection_->tls->ready()) return fail(client_errc::tls_hostname, "the host cannot be checked by TLS");
    handshake();
}

JIMENG_SELDOM inline void http_exchange::handshake()
{
    auto const status = connection_->tls->handshake();
    if (status == tls_session::status::progress) return begin_transfer();
    if (status != tls_session::status::wants_input) return handshake_failed(status);
    write();
    read();
}

JIMENG_SELDOM inline void http_exchange::handshake_failed(tls_session::status)
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
    fail(tls.failure(), concat({"TLS: ", tls.reason(), remedy}));
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
