#ifndef JIMENG_NET_DETAIL_RESPONSE_READER_HPP
#define JIMENG_NET_DETAIL_RESPONSE_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/message_reader.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/wire/decode.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What an answer may be at most.
struct response_limits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t header_fields = 100;
    std::size_t body_bytes = std::size_t{1} << 20;
    bool partial = false;                     ///< What is within the limit is kept when more comes.
    int interim_answers = 5;                  ///< 1xx answers before the answer.
    std::uint64_t* announced_bytes = nullptr; ///< Where the length of a body goes that a sink takes.
};

/// Reads one answer, bytes in, message out; interim answers are skipped. It never holds more than the limits.
class response_reader final : public message_reader {
public:
    JIMENG_SELDOM response_reader(response_limits limits, body_sink sink, bool head_request, head_sink on_head = {})
        : message_reader{kind::answer, {limits.header_bytes, limits.header_fields}},
          limits_{limits},
          sink_{std::move(sink)},
          on_head_{std::move(on_head)},
          head_request_{head_request}
    {}

    /// Takes bytes however they were cut. After an error or `done` nothing more may be fed.
    error_code feed(std::string_view bytes)
    {
        error_code ec = feed_some(bytes);
        while (!ec && done() && is_interim()) {
            if (++interim_answers_ > limits_.interim_answers) return client_errc::bad_http;
            restart();
            ec = feed_some(bytes);
        }
        has_leftover_ = !bytes.empty();
        return ec;
    }

    /// True from the end of its head, where nothing but the end of the connection ends the body.
    [[nodiscard]] bool ends_with_connection() const noexcept { return until_close_; }
    [[nodiscard]] bool keeps_alive() const { return !until_close_ && message_reader::keeps_alive(); }
    /// Whether the body went into no sink and is one JSON document: then nothing is missing.
    [[nodiscard]] bool has_whole_json() const { return !goes_to_sink() && is_whole_json(body_); }
    /// Whether bytes came after the message: the connection is poisoned.
    [[nodiscard]] bool has_leftover() const noexcept { return has_leftover_; }
    /// True where what was thrown came out of a sink.
    [[nodiscard]] bool in_sink() const noexcept { return in_sink_; }
    [[nodiscard]] int status() const noexcept { return head.status; }
    [[nodiscard]] http_response release() { return {head.status, std::move(head.headers), std::move(body_)}; }

private:
    bool is_interim() const { return head.status / 100 == 1; }
    bool is_page() const { return head.status / 100 != 2; }
    bool goes_to_sink() const { return sink_ && !is_page(); }

    /// A limit meant for pictures does not apply to a page of an error.
    std::size_t body_limit_bytes() const
    {
        constexpr std::size_t page = std::size_t{1} << 20;
        return is_page() ? std::min(limits_.body_bytes, page) : limits_.body_bytes;
    }

    JIMENG_SELDOM error_code head_ended(body_end const& end, bool& has_body) override
    {
        if (head.status == 101) return client_errc::bad_http; // nobody asked to leave HTTP
        has_body = !head_request_ && !is_interim() && head.status != 204 && head.status != 304;
        if (!has_body) return {};
        until_close_ = !end.chunked && !end.length;
        auto const plain =
            count_of(head.headers, "Content-Encoding", "identity") + count_of(head.headers, "Content-Encoding", "");
        if (count_of(head.headers, "Content-Encoding") != plain) return client_errc::unsupported_encoding;
        if ((!limits_.partial || goes_to_sink()) && end.length.value_or(0) > body_limit_bytes())
            return client_errc::too_large;
        if (end.length && limits_.announced_bytes != nullptr && goes_to_sink()) *limits_.announced_bytes = *end.length;
        return on_head_ && !is_page() ? ask([this] { return on_head_(head.status, head.headers); }) : error_code{};
    }

    error_code body_came(std::string_view piece) override
    {
        auto const room = body_limit_bytes() - received_;
        if (piece.size() > room && limits_.partial && !goes_to_sink()) body_ += piece.substr(0, room);
        if (piece.size() > room) return client_errc::too_large;
        received_ += piece.size();
        if (goes_to_sink()) return ask([&] { return sink_(piece); });
        body_ += piece;
        return {};
    }

    /// What is not ours to catch comes from inside.
    template <class Call>
    error_code ask(Call const& call)
    {
        in_sink_ = true;
        auto const ec = call();
        in_sink_ = false;
        return ec;
    }

    response_limits limits_;
    body_sink sink_;
    head_sink on_head_;
    bool head_request_;
    std::string body_;
    std::size_t received_ = 0;
    int interim_answers_ = 0;
    bool until_close_ = false;
    bool in_sink_ = false;
    bool has_leftover_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
