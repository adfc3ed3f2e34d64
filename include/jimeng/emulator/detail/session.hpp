#ifndef JIMENG_EMULATOR_DETAIL_SESSION_HPP
#define JIMENG_EMULATOR_DETAIL_SESSION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/emulator/detail/fault_rules.hpp>
#include <jimeng/emulator/detail/reply_head.hpp>
#include <jimeng/emulator/detail/request_reader.hpp>
#include <jimeng/emulator/detail/served_stream.hpp>
#include <jimeng/emulator/detail/session_host.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

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
    session(served_stream stream, session_host& host, std::chrono::seconds patience)
        : stream_{std::move(stream)},
          host_{host},
          patience_{jimeng::detail::bounded_duration(patience)}
    {}

    void start()
    {
        call_ = host_.faults().open_connection();
        suffer(strike(fault_point::accept), &session::greet);
    }

private:
    using step = void (session::*)();

    void hurry() { stream_.expires_after(patience_); }

    [[nodiscard]] planned_fault const* strike(fault_point point, std::uint64_t bytes = 0)
    {
        return host_.faults().strike(call_, point, bytes);
    }

    /// Lets a fault have its effect, and goes on with `next` where it lets one go on.
    void suffer(planned_fault const* fault, step next)
    {
        if (fault == nullptr) return (this->*next)();
        switch (fault->action) {
        case fault_action::delay:
            return host_.after(fault->milliseconds, [self = this->shared_from_this(), next] { ((*self).*next)(); });
        case fault_action::close: return leave();
        case fault_action::reset: return stream_.reset();
        case fault_action::stall: return hold();
        case fault_action::status: return answer(host_.planned_answer(*fault));
        case fault_action::body: break;
        }
        if (answers(*fault)) return answer(host_.planned_answer(*fault));
        blurt(fault->body, fault->point <= fault_point::tls,
              fault->point == fault_point::close ? next : &session::leave);
    }

    void greet()
    {
        if (!stream_.encrypted()) return read();
        suffer(strike(fault_point::tls), &session::handshake);
    }

    void handshake()
    {
        hurry();
        stream_.handshake(then(&session::on_handshake));
    }

    void on_handshake(error_code ec)
    {
        if (!ec) read();
    }

    void read()
    {
        reader_.emplace();
        told_to_go_on_ = body_struck_ = false;
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
        if (!reader_->has_head()) return read_more();
        if (had_head) return go_on();
        hurry();
        keep_alive_ = false; // what is answered before the whole of the request was read ends the connection
        is_head_ = reader_->head.method == "HEAD";
        call_ = host_.open_call(reader_->head.target);
        suffer(strike(fault_point::head), &session::go_on);
    }

    void go_on()
    {
        auto const* const fault = body_struck_ ? nullptr : strike(fault_point::body, reader_->body_bytes());
        body_struck_ = body_struck_ || fault != nullptr;
        if (fault != nullptr) return suffer(fault, &session::go_on);
        if (reader_->done()) return on_request();
        if (std::exchange(told_to_go_on_, reader_->awaits_go_ahead()) || !reader_->awaits_go_ahead())
            return read_more();
        boost::asio::async_write(stream_, boost::asio::buffer(go_on_.data(), go_on_.size()), then(&session::on_told));
    }

    void on_told(error_code ec)
    {
        if (!ec) read_more();
    }

    void on_request()
    {
        keep_alive_ = reader_->keeps_alive();
        request_ = reader_->release();
        bool const meant_here = jimeng::detail::count_of(request_.headers, "Host") == 1 &&
                                names_this_machine(*find_header(request_.headers, "Host"));
        if (!meant_here) return answer(bare_answer(400));
        suffer(strike(fault_point::before_commit), &session::carry_out);
    }

    void carry_out()
    {
        auto const request = std::exchange(request_, {});
        host_.answer(request, call_,
                     [self = this->shared_from_this()](http_response reply, planned_fault const* fault) {
                         self->reply_ = std::move(reply);
                         self->suffer(fault, &session::send_reply);
                     });
    }

    void send_reply()
    {
        if (reply_.status != 0) answer(std::exchange(reply_, {})); // else the connection closes with the session
    }

    /// Head and body, written as they are: a long body is not copied.
    void answer(http_response reply)
    {
        if (is_head_) reply.body.clear();
        head_ = reply_head(reply, keep_alive_);
        body_ = std::move(reply.body);
        sent_ = 0;
        cut_ = strike(fault_point::reply_byte, head_.size() + body_.size() - 1);
        write(cut_ == nullptr ? head_.size() + body_.size() : cut_->at, &session::on_answered);
    }

    /// Writes up to a byte of the answer.
    void write(std::uint64_t end, void (session::*next)(error_code))
    {
        auto const of_head = static_cast<std::size_t>(std::min<std::uint64_t>(end, head_.size()));
        auto const of_body = static_cast<std::size_t>(end) - of_head;
        auto const rest = [](std::string const& text, std::size_t size, std::size_t sent) {
            return boost::asio::buffer(text, size) + std::min(sent, size);
        };
        std::array<boost::asio::const_buffer, 2> const both{
            rest(head_, of_head, sent_), rest(body_, of_body, sent_ - std::min(sent_, head_.size()))};
        sent_ = static_cast<std::size_t>(end);
        hurry();
        boost::asio::async_write(stream_, both, then(next));
    }

    void write_rest() { write(head_.size() + body_.size(), &session::on_answered); }

    /// What cannot be read gets its status.
    void refuse(int status)
    {
        keep_alive_ = is_head_ = false;
        call_ = {};
        answer(bare_answer(status));
    }

    [[nodiscard]] static http_response bare_answer(int status) { return {status, {{"Content-Length", "0"}}, {}}; }

    void on_answered(error_code ec)
    {
        if (ec) return;
        if (auto const* const fault = std::exchange(cut_, nullptr)) return suffer(fault, &session::write_rest);
        suffer(strike(fault_point::close), &session::part);
    }

    void part()
    {
        if (keep_alive_) return read();
        if (!reader_->done()) return leave();
        hurry();
        stream_.shut_down(then(&session::on_end));
    }

    /// Bytes that are no answer.
    void blurt(std::string bytes, bool bare, step next)
    {
        body_ = std::move(bytes);
        hurry();
        auto const done = [self = this->shared_from_this(), next](error_code ec, auto&&...) {
            if (!ec) ((*self).*next)();
        };
        if (bare) return stream_.write_bare(boost::asio::buffer(body_), done);
        boost::asio::async_write(stream_, boost::asio::buffer(body_), done);
    }

    /// Ends the connection so that the peer sees an end and no reset, whatever of its bytes was not read.
    void leave()
    {
        stream_.cut();
        hurry();
        drain();
    }

    void hold()
    {
        stream_.expires_never();
        drain();
    }

    void drain()
    {
        stream_.read_bare(boost::asio::buffer(buffer_), [self = this->shared_from_this()](error_code ec, std::size_t) {
            if (!ec) self->drain();
        });
    }

    void on_end(error_code) {}

    static constexpr std::string_view go_on_ = "HTTP/1.1 100 Continue\r\n\r\n";

    served_stream stream_;
    session_host& host_; // outlives every session
    std::chrono::seconds patience_;
    std::array<char, 16 * 1024> buffer_;
    std::string_view unread_; ///< Of the buffer.
    std::optional<request_reader> reader_;
    call_ticket call_;
    received_request request_;
    http_response reply_;
    std::string head_; ///< Of the answer that is being written.
    std::string body_;
    std::size_t sent_ = 0;               ///< Of both.
    planned_fault const* cut_ = nullptr; ///< What strikes inside the answer.
    bool is_head_ = false;               ///< The request is a HEAD.
    bool body_struck_ = false;
    bool told_to_go_on_ = false;
    bool keep_alive_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
