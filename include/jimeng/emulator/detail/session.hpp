#ifndef JIMENG_EMULATOR_DETAIL_SESSION_HPP
#define JIMENG_EMULATOR_DETAIL_SESSION_HPP

#include <jimeng/core/url.hpp>
#include <jimeng/emulator/detail/served_stream.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace jimeng::emulator::detail {

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
    static constexpr std::uint32_t max_header_bytes = 64 * 1024;
    static constexpr std::uint64_t max_body_bytes = std::uint64_t{64} << 20;

    void hurry() { stream_.expires_after(patience_); }

    void on_handshake(error_code ec)
    {
        if (!ec) read();
    }

    void read()
    {
        parser_.emplace();
        parser_->header_limit(max_header_bytes);
        parser_->body_limit(max_body_bytes);
        hurry();
        boost::beast::http::async_read_header(stream_, buffer_, *parser_, then(&session::on_header));
    }

    void on_header(error_code ec)
    {
        if (ec) return refuse(ec);
        if (!boost::beast::iequals(parser_->get()[boost::beast::http::field::expect], "100-continue"))
            return on_continue({});
        hurry();
        boost::asio::async_write(stream_, boost::asio::buffer(go_on.data(), go_on.size()), then(&session::on_continue));
    }

    void on_continue(error_code ec)
    {
        if (ec) return;
        hurry();
        boost::beast::http::async_read(stream_, buffer_, *parser_, then(&session::on_request));
    }

    void on_request(error_code ec)
    {
        if (ec) return refuse(ec);
        auto const& message = parser_->get();
        keep_alive_ = message.keep_alive();
        bool const head = message.method() == boost::beast::http::verb::head;
        bool const meant_here = message.count(boost::beast::http::field::host) == 1 &&
                                names_this_machine(view(message[boost::beast::http::field::host]));
        if (!meant_here) return answer(bare_answer(400));
        handler_(received(), [self = this->shared_from_this(), head](http_response reply) {
            if (reply.status == 0) return; // the connection closes with the session
            if (head) reply.body.clear();
            self->answer(std::move(reply));
        });
    }

    [[nodiscard]] received_request received()
    {
        auto& message = parser_->get();
        received_request request;
        request.method = message.method_string();
        request.target = message.target();
        for (auto const& field : message)
            request.headers.push_back({field.name_string(), field.value()});
        request.body = std::move(message.body());
        return request;
    }

    void answer(http_response reply)
    {
        response_ = {};
        response_.version(11);
        response_.result(static_cast<unsigned>(reply.status));
        for (auto const& header : reply.headers)
            response_.set(header.name, header.value);
        response_.keep_alive(keep_alive_);
        response_.body() = std::move(reply.body);
        hurry();
        boost::beast::http::async_write(stream_, response_, then(&session::on_answered));
    }

    /// What cannot be parsed gets its status; what broke off gets nothing.
    void refuse(error_code ec)
    {
        using boost::beast::http::error;
        if (ec.category() != make_error_code(error::end_of_stream).category()) return;
        if (ec == error::end_of_stream || ec == error::partial_message) return;
        keep_alive_ = false;
        answer(bare_answer(ec == error::body_limit ? 413 : ec == error::header_limit ? 431 : 400));
    }

    [[nodiscard]] static http_response bare_answer(int status) { return {status, {{"Content-Length", "0"}}, {}}; }
    [[nodiscard]] static std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

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
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
    bool keep_alive_ = false;
};

} // namespace jimeng::emulator::detail

#endif
