#ifndef JIMENG_NET_DETAIL_HTTP_EXCHANGE_HPP
#define JIMENG_NET_DETAIL_HTTP_EXCHANGE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/connect_race.hpp>
#include <jimeng/net/detail/connection_limiter.hpp>
#include <jimeng/net/detail/deadline_timer.hpp>
#include <jimeng/net/detail/name_lookup.hpp>
#include <jimeng/net/detail/outgoing_body.hpp>
#include <jimeng/net/detail/proxy_tunnel.hpp>
#include <jimeng/net/detail/request_head.hpp>
#include <jimeng/net/detail/response_reader.hpp>
#include <jimeng/net/detail/stoppable_wait.hpp>
#include <jimeng/net/detail/transport_state.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// One exchange: wait for a connection to be free, resolve, connect, TLS, then send and receive at the same time.
///
/// Whatever ends it early only notes the reason and closes the socket. The outcome is decided when no operation is
/// under way any more, because a write that is being cancelled may still turn out to have sent the last byte.
class http_exchange final : public std::enable_shared_from_this<http_exchange>,
                            private connection_limiter::waiter,
                            private deadline_timer::timed {
public:
    using clock = std::chrono::steady_clock;

    /// @param borrowed  Is sent instead of `own`; none: `own` is sent.
    JIMENG_SELDOM [[gnu::noinline]] http_exchange(std::shared_ptr<transport_state> shared, http_request&& own,
                                                  std::shared_ptr<http_request const> borrowed,
                                                  exchange_options&& options, exchange_callback&& done)
        : shared_{std::move(shared)},
          own_request_{std::move(own)},
          borrowed_{std::move(borrowed)},
          request_{borrowed_ ? *borrowed_ : own_request_},
          options_{std::move(options)},
          done_{std::move(done)},
          reader_{{.header_bytes = shared_->options.max_header_bytes,
                   .header_fields = shared_->options.max_header_fields,
                   .body_bytes = options_.max_body_bytes,
                   .partial = options_.partial_answer,
                   .announced_bytes = options_.announced_bytes},
                  options_.sink,
                  request_.method == "HEAD",
                  options_.on_head}
    {}

    http_exchange(http_exchange const&) = delete;
    http_exchange& operator=(http_exchange const&) = delete;
    JIMENG_SELDOM ~http_exchange() = default;

    /// Called on the executor of the shared state. It calls back from a later handler, never from inside.
    void start();

    /// Ends it although no operation of its own will: for a blocking caller whose context has run dry.
    void give_up();

    /// Ends it without calling back, for a caller that an exception carries away.
    void abandon();

private:
    enum class stage { prepare, queue, resolve, connect, tunnel, handshake, held, transfer, finished };
    using tcp = boost::asio::ip::tcp;
    using error = boost::system::error_code;
    using addresses = std::vector<boost::asio::ip::address>;

    using step = void (http_exchange::*)(error, std::size_t);

    /// The handler of each operation: it goes on with a step, behind the gate. One type for all of them, since Asio is
    /// compiled anew for each.
    struct handler {
        std::shared_ptr<http_exchange> self;
        step next;
        std::size_t number; ///< Is handed on by an operation that has no size.

        void operator()(error const& ec) const { (*this)(ec, number); }
        void operator()(error const& ec, std::size_t size) const
        {
            self->shared_->gate->run([self = self, next = next, ec, size] { (*self.*next)(ec, size); });
        }
    };
    handler then(step next, std::size_t number = 0) { return {shared_from_this(), next, number}; }

    // exchange_start.ipp: up to an open connection
    void watch_stop();
    void on_stop();
    bool prepare();
    void wait_for_connection();
    void acquired() override;
    void begin();
    void resolve();
    void on_resolved(error ec, std::size_t);
    bool may_talk_to_peer() const;
    bool may_talk_to(boost::asio::ip::address const& address) const;
    void connect_to(addresses found);
    void connect_next();
    void wait_for_any_address();
    void connect_limit_reached(clock::time_point now);
    void on_connected(error ec, std::size_t number);
    void connect_failed();
    void begin_tunnel();
    void tunnel_came(std::string_view bytes);
    void begin_handshake();
    void handshake();
    void handshake_failed(tls_session::status status);

    // exchange_transfer.ipp: request out, answer in
    void begin_transfer();
    void hold_first_byte();
    void first_byte_may_leave(error_code const& ec);
    void start_transfer();
    void read();
    bool has_room();
    bool asked_for_room();
    void on_read(error ec, std::size_t size);
    void received(std::string_view bytes);
    void decrypt();
    bool take_plaintext(std::string_view bytes);
    void read_ended(error ec, bool authenticated = false);
    void write();
    void write_later();
    std::string_view next_slice();
    bool next_output();
    void on_write(error ec, std::size_t size);
    void wrote(error ec, std::size_t size);
    void answered();

    // exchange_end.ipp: time and the end
    void limit_stage(clock::duration duration);
    void wait_for_limit();
    void time_is_up() override;
    void on_limit();
    void deadline_passed();
    void stage_timed_out();
    void progressed(std::size_t bytes);
    void fail(error_code before_sent, error_code after_sent, std::string reason);
    void fail(client_errc code, std::string reason) { fail(code, code, std::move(reason)); }
    void threw(std::exception const& thrown);
    template <class Call>
    void guarded(Call const& call);
    void wait_for_first_byte();
    void settle();
    void finish();
    void call_back();

    std::string where() const;
    http_origin const& origin() const { return request_.origin; }
    bool is_https() const { return request_.origin.scheme == "https"; }
    bool is_ending() const { return ending_ || stage_ == stage::finished; }

    std::shared_ptr<transport_state> shared_;
    http_request own_request_;
    std::shared_ptr<http_request const> borrowed_;
    http_request const& request_;
    exchange_options options_;
    exchange_callback done_;
    std::optional<name_lookup> lookup_;
    std::uint16_t peer_port_ = 0;
    http_proxy const* proxy_ = nullptr; ///< Of the shared state.
    std::optional<connect_answer> tunnel_;
    response_reader reader_;

    stage stage_ = stage::prepare;
    SSL_CTX* tls_context_ = nullptr;
    std::unique_ptr<connection> connection_;
    connect_race race_;
    clock::time_point next_address_at_; ///< When another address is tried beside those that are silent.

    int connecting_ = 0; ///< Operations that have not come back, those of a race that was lost included.
    bool reading_ = false;
    bool writing_ = false;
    std::unique_ptr<receive_buffer> input_;
    std::string opening_;               ///< The head, and as much of the body as leaves with it in one write.
    std::optional<outgoing_body> body_; ///< What has not gone into `output_` yet.
    bool opening_taken_ = false;
    std::string ciphertext_;
    std::string_view output_; ///< What is being written: of `opening_`, of the body, or of `ciphertext_`.
    bool sending_ = false;    ///< A first byte of the request may have been handed to the system.
    bool answering_ = false;  ///< A first byte of the answer has come.
    bool sent_all_ = false;   ///< The last byte was handed to the system.
    bool write_broken_ = false;
    bool paused_ = false;  ///< There is no room for more of the answer.
    bool surplus_ = false; ///< TLS had more to say behind the answer.

    clock::time_point deadline_;
    clock::time_point stage_limit_ = clock::time_point::max();
    clock::duration stage_duration_{};
    std::size_t window_bytes_ = 0;

    bool starting_ = false; ///< Inside the caller's call: nothing is called back from there.
    bool ending_ = false;
    bool answered_ = false;
    bool reached_out_ = false; ///< It ended when there was a peer to name.
    error_code before_sent_;
    error_code after_sent_;
    std::string reason_;
    std::optional<std::stop_callback<std::function<void()>>> stop_callback_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
