#ifndef JIMENG_NET_DETAIL_RESPONSE_READER_HPP
#define JIMENG_NET_DETAIL_RESPONSE_READER_HPP

#include <jimeng/net/exchange.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::detail {

/// What an answer may be at most.
struct response_limits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t header_fields = 100;
    std::size_t body_bytes = std::size_t{1} << 20;
    int interim_answers = 5;                  ///< 1xx answers before the answer.
    std::uint64_t* announced_bytes = nullptr; ///< Where the length of a body goes that a sink takes.
};

/// Collects one message from Beast's parser and applies the limits and the framing rules that Beast leaves open.
class response_parser final : public boost::beast::http::basic_parser<false> {
public:
    response_parser(response_limits const& limits, body_sink const& sink, bool head_request)
        : limits_{limits},
          sink_{sink},
          head_request_{head_request}
    {
        eager(true);
        skip(head_request);
        header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(limits.header_bytes, UINT32_MAX)));
        body_limit(boost::none);
    }

    http_response message;

    /// True where what was thrown came out of the sink.
    [[nodiscard]] bool in_sink() const noexcept { return in_sink_; }

private:
    using string_view = boost::beast::string_view;
    static std::string_view view(string_view text) { return {text.data(), text.size()}; }

    bool interim() const { return message.status / 100 == 1; }
    bool has_body() const { return !head_request_ && !interim() && message.status != 204 && message.status != 304; }
    bool is_page() const { return message.status / 100 != 2; }
    bool goes_to_sink() const { return sink_ && !is_page(); }

    std::ptrdiff_t count(std::string_view name) const
    {
        return std::count_if(message.headers.begin(), message.headers.end(),
                             [&](auto const& header) { return equal_ignoring_case(header.name, name); });
    }
    std::ptrdiff_t count(std::string_view name, std::string_view value) const
    {
        return std::count_if(message.headers.begin(), message.headers.end(), [&](auto const& header) {
            return equal_ignoring_case(header.name, name) && equal_ignoring_case(header.value, value);
        });
    }

    /// A limit meant for pictures does not apply to a page of an error.
    std::size_t body_limit_bytes() const
    {
        constexpr std::size_t page = std::size_t{1} << 20;
        return is_page() ? std::min(limits_.body_bytes, page) : limits_.body_bytes;
    }

    error_code give(std::string_view piece)
    {
        in_sink_ = true;
        auto const ec = sink_(piece);
        in_sink_ = false;
        return ec;
    }

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int status, string_view, int version, error_code& ec) override
    {
        message.status = status;
        message.headers.reserve(8);
        version_ = version;
        if (status < 100 || status > 599) ec = client_errc::bad_http;
    }

    void on_field_impl(boost::beast::http::field, string_view name, string_view value, error_code& ec) override
    {
        if (++fields_ > limits_.header_fields)
            ec = client_errc::too_large;
        else if (!head_complete_)
            message.headers.push_back({std::string{view(name)}, std::string{view(value)}});
    }

    void on_header_impl(error_code& ec) override
    {
        head_complete_ = true;
        auto const codings = count("Transfer-Encoding");
        if (message.status == 101) ec = client_errc::bad_http; // nobody asked to leave HTTP
        if (codings != 0 && (codings != 1 || count("Transfer-Encoding", "chunked") != 1 || version_ < 11))
            ec = client_errc::bad_http; // two readers could see two ends
        if (ec || !has_body()) return;
        if (codings == 0 && count("Content-Length") == 0)
            ec = client_errc::truncated; // its end would be the end of the connection, which anyone can bring about
        else if (count("Content-Encoding") != count("Content-Encoding", "identity") + count("Content-Encoding", ""))
            ec = client_errc::unsupported_encoding;
        else if (auto const length = content_length(); length && *length > body_limit_bytes())
            ec = client_errc::too_large;
        else if (length && limits_.announced_bytes != nullptr && goes_to_sink())
            *limits_.announced_bytes = *length;
    }

    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}

    std::size_t on_body_impl(string_view piece, error_code& ec) override
    {
        if (piece.size() > body_limit_bytes() - received_)
            ec = client_errc::too_large;
        else if (goes_to_sink())
            ec = give(view(piece));
        else
            message.body += view(piece);
        if (!ec) received_ += piece.size();
        return piece.size();
    }

    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code& ec) override
    {
        return on_body_impl(piece, ec);
    }
    void on_finish_impl(error_code&) override {}

    response_limits const& limits_;
    body_sink const& sink_;
    bool head_request_;
    bool head_complete_ = false;
    bool in_sink_ = false;
    int version_ = 11;
    std::size_t fields_ = 0;
    std::size_t received_ = 0;
};

/// Reads one answer, bytes in, message out; interim answers are skipped. It never holds more than the limits.
class response_reader {
public:
    response_reader(response_limits limits, body_sink sink, bool head_request)
        : limits_{limits},
          sink_{std::move(sink)},
          head_request_{head_request}
    {
        next_message();
    }
    response_reader(response_reader const&) = delete;
    response_reader& operator=(response_reader const&) = delete;

    /// Takes bytes however they were cut. After an error or `done` nothing more may be fed.
    error_code feed(std::string_view bytes)
    {
        error_code ec;
        if (pending_.empty()) { // the common case: nothing is copied but what the parser leaves
            pending_ = bytes.substr(parse_all(bytes, ec));
        } else {
            pending_ += bytes;
            pending_.erase(0, parse_all(pending_, ec));
        }
        if (ec == boost::beast::http::error::need_more) {
            // The parser takes whole lines, so what it leaves is one line, or the trailers.
            return pending_.size() > limits_.header_bytes ? make_error_code(client_errc::too_large) : error_code{};
        }
        return translated(ec);
    }

    [[nodiscard]] bool done() const noexcept { return done_; }
    /// Whether a byte of an answer was read; an interim answer alone does not count.
    [[nodiscard]] bool begun() const noexcept { return parser_->got_some() || !pending_.empty(); }
    /// Whether bytes came after the message: the connection is poisoned.
    [[nodiscard]] bool has_leftover() const noexcept { return done_ && !pending_.empty(); }
    [[nodiscard]] bool in_sink() const noexcept { return parser_->in_sink(); }
    [[nodiscard]] bool keep_alive() const { return parser_->keep_alive(); }
    [[nodiscard]] int status() const noexcept { return parser_->message.status; }
    [[nodiscard]] http_response release() { return std::move(parser_->message); }

private:
    void next_message() { parser_.emplace(limits_, sink_, head_request_); }

    /// How many bytes were taken.
    std::size_t parse_all(std::string_view bytes, error_code& ec)
    {
        std::size_t used = 0;
        while (!ec && !done_ && used != bytes.size())
            ec = parse(bytes, used);
        return used;
    }

    error_code parse(std::string_view bytes, std::size_t& used)
    {
        error_code ec;
        used += parser_->put(boost::asio::const_buffer{bytes.data() + used, bytes.size() - used}, ec);
        if (ec || !parser_->is_done()) return ec;
        done_ = parser_->message.status / 100 != 1;
        if (done_) return ec;
        if (++interim_answers_ > limits_.interim_answers) return client_errc::bad_http;
        next_message();
        return ec;
    }

    static error_code translated(error_code const& ec)
    {
        if (ec.category() != boost::beast::http::make_error_code(boost::beast::http::error::need_more).category())
            return ec;
        return ec == boost::beast::http::error::header_limit ? client_errc::too_large : client_errc::bad_http;
    }

    response_limits limits_;
    body_sink sink_;
    bool head_request_;
    std::optional<response_parser> parser_;
    std::string pending_;
    int interim_answers_ = 0;
    bool done_ = false;
};

} // namespace jimeng::detail

#endif
