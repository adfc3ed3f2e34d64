#ifndef JIMENG_NET_DETAIL_MESSAGE_READER_HPP
#define JIMENG_NET_DETAIL_MESSAGE_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/http_head.hpp>
#include <jimeng/wire/error.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What one message may be at most, its body aside.
struct message_limits {
    std::size_t header_bytes = 16 * 1024; ///< Of the head; of each chunk's line; of all trailers.
    std::size_t header_fields = 100;      ///< Trailers counted.
};

/// Reads one HTTP/1 message, bytes in however they were cut; requests and answers alike. It holds one line at most.
///
/// It is the library's own because Boost.Beast before 1.86 ends the program on an empty chunked body whose last chunk
/// comes in pieces.
/// @par Source RFC 9112, sections 2.2 and 7.1; Boost.Beast issue 2861.
class message_reader {
public:
    enum class kind { request, answer };

    message_reader(kind what, message_limits limits) : kind_{what}, limits_{limits}, budget_{limits.header_bytes} {}
    message_reader(message_reader const&) = delete;
    message_reader& operator=(message_reader const&) = delete;

    [[nodiscard]] bool done() const noexcept { return stage_ == stage::done; }
    /// Whether a byte was read.
    [[nodiscard]] bool begun() const noexcept { return stage_ != stage::start_line || !line_.empty(); }
    [[nodiscard]] bool keeps_alive() const { return detail::keeps_alive(head); }

    http_head head;

protected:
    ~message_reader() = default;

    /// Takes what belongs to the message off the front of `bytes`. After an error nothing more may be fed.
    error_code feed_some(std::string_view& bytes)
    {
        while (!bytes.empty() && !done())
            if (auto const ec = step(bytes)) return ec;
        return {};
    }

    /// Begins anew.
    void restart()
    {
        head = {};
        stage_ = stage::start_line;
        budget_ = limits_.header_bytes;
        fields_ = 0;
    }

private:
    /// Whether a body follows the head, whatever its headers say; an error refuses the message.
    virtual error_code head_ended(body_end const& end, bool& has_body) = 0;
    virtual error_code body_came(std::string_view piece) = 0;

    enum class stage { start_line, fields, body, chunk_line, chunk, chunk_end, trailers, done };

    error_code step(std::string_view& bytes)
    {
        if (stage_ == stage::body || stage_ == stage::chunk) return take_body(bytes);
        if (auto const ec = take_line(bytes)) return ec;
        if (!line_.ends_with('\n')) return {};
        auto const line = std::exchange(line_, {});
        return line_ended(std::string_view{line}.substr(0, line.size() - 2));
    }

    error_code take_body(std::string_view& bytes)
    {
        auto const piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_)));
        bytes.remove_prefix(piece.size());
        left_ -= piece.size();
        auto const ec = body_came(piece);
        if (left_ == 0) begin_line(stage_ == stage::body ? stage::done : stage::chunk_end);
        return ec;
    }

    static error_code verdict_on(bool good) { return good ? error_code{} : make_error_code(client_errc::bad_http); }

    /// As much of a line as there is.
    error_code take_line(std::string_view& bytes)
    {
        auto const end = bytes.find('\n');
        auto const piece = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
        if (piece.size() > budget_) return client_errc::too_large;
        budget_ -= piece.size();
        line_ += piece;
        bytes.remove_prefix(piece.size());
        bool const bare_feed = line_.ends_with('\n') && !line_.ends_with("\r\n");
        return verdict_on(!bare_feed && !is_hopeless());
    }

    /// What cannot become a line is told from its beginning: its end may never come.
    bool is_hopeless() const noexcept
    {
        constexpr std::string_view version = "HTTP/1.", end = "\r\n";
        if (stage_ == stage::chunk_end) return line_ != end.substr(0, line_.size());
        if (stage_ != stage::start_line) return false;
        if (kind_ == kind::request) return !is_token_character(line_.front());
        return std::string_view{line_}.substr(0, version.size()) != version.substr(0, line_.size());
    }

    error_code line_ended(std::string_view line)
    {
        switch (stage_) {
        case stage::start_line: return read_start_line(line);
        case stage::fields: return line.empty() ? read_end_of_head() : read_header(line);
        case stage::chunk_line: return read_chunk_line(line);
        case stage::trailers: return read_trailer(line);
        default: return begin_line(stage::chunk_line), error_code{};
        }
    }

    void begin_line(stage next)
    {
        stage_ = next;
        budget_ = limits_.header_bytes;
    }

    error_code read_start_line(std::string_view line)
    {
        stage_ = stage::fields;
        bool const good = kind_ == kind::request ? read_request_line(line, head) : read_status_line(line, head);
        return verdict_on(good);
    }

    error_code read_header(std::string_view line)
    {
        if (++fields_ > limits_.header_fields) return client_errc::too_large;
        return verdict_on(read_field(line, head.headers));
    }

    JIMENG_SELDOM error_code read_end_of_head()
    {
        auto const end = read_body_end(head);
        if (!end) return client_errc::bad_http;
        bool has_body = true;
        if (auto const ec = head_ended(*end, has_body)) return ec;
        // An answer without a length ends with the connection, a request has no body then.
        constexpr auto endless = std::numeric_limits<std::uint64_t>::max();
        left_ = end->length.value_or(kind_ == kind::answer ? endless : 0);
        if (has_body && end->chunked)
            begin_line(stage::chunk_line);
        else
            stage_ = has_body && left_ != 0 ? stage::body : stage::done;
        return {};
    }

    /// `1a;name=value`: the size in hexadecimal digits; blanks and extensions after it are nobody's affair.
    error_code read_chunk_line(std::string_view line)
    {
        auto const digits = line.substr(0, line.find_first_of("; \t"));
        auto const last = digits.data() + digits.size();
        auto const [end, failure] = std::from_chars(digits.data(), last, left_, 16);
        auto const more = without_blanks(line.substr(digits.size()));
        bool const extended = more.empty() || more.front() == ';';
        if (failure != std::errc{} || end != last || !extended || !is_header_value(line)) return client_errc::bad_http;
        begin_line(left_ == 0 ? stage::trailers : stage::chunk);
        return {};
    }

    /// Checked like a header, and dropped; an empty one ends the message.
    error_code read_trailer(std::string_view line)
    {
        http_headers dropped;
        if (line.empty()) return stage_ = stage::done, error_code{};
        if (++fields_ > limits_.header_fields) return client_errc::too_large;
        return verdict_on(read_field(line, dropped));
    }

    kind kind_;
    message_limits limits_;
    stage stage_ = stage::start_line;
    std::string line_;
    std::size_t budget_;
    std::size_t fields_ = 0;
    std::uint64_t left_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
