#ifndef JIMENG_NET_DETAIL_EXCHANGE_ENGINE_HPP
#define JIMENG_NET_DETAIL_EXCHANGE_ENGINE_HPP

#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/carrier.hpp>
#include <jimeng/net/detail/request_head.hpp>
#include <jimeng/net/detail/response_reader.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::detail {

/// One exchange: resolve, connect, TLS, then send and receive at the same time.
///
/// Whatever ends it early only notes the reason and closes the socket. The outcome is decided when no operation is
/// under way any more, because a write that is being cancelled may still turn out to have sent the last byte.
class exchange_engine : public std::enable_shared_from_this<exchange_engine> {
public:
    using clock = std::chrono::steady_clock;

    exchange_engine(std::shared_ptr<carrier> shared, std::shared_ptr<http_request const> request,
                    exchange_options options, exchange_callback done)
        : shared_{std::move(shared)},
          request_{std::move(request)},
          options_{std::move(options)},
          done_{std::move(done)},
          timer_{shared_->executor},
          resolver_{shared_->executor},
          reader_{{.header_bytes = shared_->options.max_header_bytes,
                   .header_fields = shared_->options.max_header_fields,
                   .body_bytes = options_.max_body_bytes},
                  options_.sink,
                  request_->method == "HEAD"}
    {}

    /// Called on the carrier's executor. It calls back from a later handler, or from this one.
    void start();

    /// Ends it without calling back, for a caller that an exception carries away.
    void abandon();

private:
    enum class stage { prepare, resolve, connect, handshake, transfer, finished };
    using tcp = boost::asio::ip::tcp;
    using error = boost::system::error_code;

    // exchange_start.ipp: up to an open connection
    void watch_stop();
    bool prepare();
    void resolve();
    void on_resolved(error ec, tcp::resolver::results_type const& results);
    bool may_talk_to(boost::asio::ip::address const& address) const;
    void connect_to(std::vector<tcp::endpoint> addresses);
    void connect_next();
    void connect_next_after(error ec);
    void on_connected(error ec);
    client_errc connect_failure() const;
    void begin_handshake();
    void handshake();
    void handshake_failed(tls_session::status status);

    // exchange_transfer.ipp: request out, answer in
    void begin_transfer();
    void read();
    void on_read(error ec, std::size_t size);
    void received(std::string_view bytes);
    void decrypt();
    bool take_plaintext(std::string_view bytes);
    void read_ended(error ec);
    void write();
    bool next_output();
    void on_write(error ec, std::size_t size);
    void answered();

    // exchange_end.ipp: time and the end
    void limit_stage(clock::duration duration);
    void wait_for_timer();
    void on_timer();
    void stage_timed_out();
    void progressed(std::size_t bytes);
    void fail(error_code before_sent, error_code after_sent, std::string reason);
    void fail(client_errc code, std::string reason) { fail(code, code, std::move(reason)); }
    void settle();
    void finish();

    std::string where() const { return host_header(request_->origin); }
    bool is_https() const { return request_->origin.scheme == "https"; }
    bool is_ending() const { return ending_ || stage_ == stage::finished; }

    std::shared_ptr<carrier> shared_;
    std::shared_ptr<http_request const> request_;
    exchange_options options_;
    exchange_callback done_;
    boost::asio::steady_timer timer_;
    tcp::resolver resolver_;
    response_reader reader_;

    stage stage_ = stage::prepare;
    SSL_CTX* tls_context_ = nullptr;
    std::unique_ptr<connection> connection_;
    std::vector<tcp::endpoint> addresses_;
    std::size_t next_address_ = 0;
    error connect_error_;
    bool address_timed_out_ = false;

    bool connecting_ = false;
    bool reading_ = false;
    bool writing_ = false;
    std::array<char, 32 * 1024> input_;
    std::string head_;
    std::string ciphertext_;
    std::string_view output_;       ///< What is being written: of `head_`, of the body, or of `ciphertext_`.
    std::size_t request_taken_ = 0; ///< Bytes of head and body that went into `output_`.
    bool sent_all_ = false;         ///< The last byte was handed to the system.
    bool write_broken_ = false;
    bool surplus_ = false; ///< TLS had more to say behind the answer.

    clock::time_point deadline_;
    clock::time_point stage_limit_ = clock::time_point::max();
    clock::time_point timer_set_to_;
    clock::duration stage_duration_{};
    std::size_t window_bytes_ = 0;

    bool ending_ = false;
    bool answered_ = false;
    bool reached_out_ = false; ///< It ended when there was a peer to name.
    error_code before_sent_;
    error_code after_sent_;
    std::string reason_;
    std::optional<std::stop_callback<std::function<void()>>> stop_callback_;
};

} // namespace jimeng::detail

#endif
