#ifndef JIMENG_EMULATOR_DETAIL_SESSION_HPP
#define JIMENG_EMULATOR_DETAIL_SESSION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/emulator/detail/request_reader.hpp>
#include <jimeng/emulator/detail/served_stream.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/status.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

using answer_callback = std::function<void(http_response)>;

/// Calls back now or later, on the server's thread, unless the server ends first. Status 0: no answer.
using request_handler = std::function<void(received_request const&, answer_callback)>;

/// Whether a `Host` names this machine. A page of the web that lets its own name stand for 127.0.0.1 sends that name.
[[nodiscard]] inline bool names_this_machine(std::string_view host)
{
    url_parts parts;
    return jimeng::detail::url_authority(host, parts) &&
           (is_loopback_host(parts.host) || jimeng::detail::equal_ignoring_case(parts.host, "localhost"));
}

/// One connection. It lives as long as one of its operations does.
class session : public std::enable_shared_from_this<session> {
    using error_code = boost::system::error_code;

    /// A completion handler that keeps the session alive and drops what follows the error code.
    auto then(void (session::*next)(error_code))
    {
        return [self = this->shared_from_this(), next](error_code ec, auto&&...) { ((*self).*next)(ec); };
    }

public:
    session(served_stream stream, request_handler const& handler, std::chrono::seconds patience)
        : stream_{std::move(stream)},
          handler_{handler},
          patience_{jimeng::detail::bounded_duration(patience)}
    {}

    void start()
    {
        if (!stream_.encrypted()) return read();
        hurry();
        stream_.handshake(then(&session::on_handshake));
    }

private:
    void hurry() { stream_.expires_after(patience_); }

    void on_handshake(error_code ec)
    {
        if (!ec) read();
    }

    void read()
    {
        reader_.emplace();
        told_to_go_on_ = false;
        hurry();
        take();
    }

    void read_more()
    {
        stream_.async_read_some(boost::asio::buffer(buffer_),
                                [self = this->shared_from_this()](error_code ec, std::size_t size) {
                                    self->unread_ = {self->buffer_.data(), size};
                                    if (!ec) self->take();
                                });
    }

    /// What came with the last request is the beginning of the next.
    void take()
    {
        bool const had_head = reader_->has_head();
        if (auto const ec = reader_->feed(unread_)) return refuse(reader_->refusal(ec));
        if (reader_->done()) return on_request();
        if (reader_->has_head() && !had_head) hurry();
        if (std::exchange(told_to_go_on_, reader_->awaits_go_ahead()) || !reader_->awaits_go_ahead())
            return read_more();
        boost::asio::async_write(stream_, boost::asio::buffer(go_on.data(), go_on.size()), then(&session::on_told));
    }

    void on_told(error_code ec)
    {
        if (!ec) read_more();
    }

    void on_request()
    {
        keep_alive_ = reader_->keeps_alive();
        auto request = reader_->release();
        auto const hosts = jimeng::detail::count_of(request.headers, "Host");
        bool const meant_here = hosts == 1 && names_this_machine(*find_header(request.headers, "Host"));
        if (!meant_here) return answer(bare_answer(400));
        bool const head = request.method == "HEAD";
        handler_(std::move(request), [self = this->shared_from_this(), head](http_response reply) {
            if (reply.status == 0) return; // the connection closes with the session
            if (head) reply.body.clear();
            self->answer(std::move(reply));
        });
    }

    /// Head and body, written as they are: a long body is not copied.
    void answer(http_response reply)
    {
        auto const reason =
            boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(reply.status)));
        head_ = "HTTP/1.1 " + std::to_string(reply.status) + ' ' + std::string{reason} + "\r\n";
        for (auto const& header : reply.headers)
            (((head_ += header.name) += ": ") += header.value) += "\r\n";
        head_ += keep_alive_ ? "\r\n" : "Connection: close\r\n\r\n";
        body_ = std::move(reply.body);
        hurry();
        std::array<boost::asio::const_buffer, 2> const both{boost::asio::buffer(head_), boost::asio::buffer(body_)};
        boost::asio::async_write(stream_, both, then(&session::on_answered));
    }

    /// What cannot be read gets its status.
    void refuse(int status)
    {
        keep_alive_ = false;
        answer(bare_answer(status));
    }

    [[nodiscard]] static http_response bare_answer(int status) { return {status, {{"Content-Length", "0"}}, {}}; }

    void on_answered(error_code ec)
    {
        if (ec) return;
        if (keep_alive_) return read();
        hurry();
        stream_.shut_down(then(&session::on_end));
    }

    void on_end(error_code) {}

    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

    served_stream stream_;
    request_handler const& handler_; // of the server, which outlives every session
    std::chrono::seconds patience_;
    std::array<char, 16 * 1024> buffer_;
    std::string_view unread_; ///< Of the buffer.
    std::optional<request_reader> reader_;
    std::string head_; ///< Of the answer that is being written.
    std::string body_;
    bool told_to_go_on_ = false;
    bool keep_alive_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
