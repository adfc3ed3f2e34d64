#ifndef JIMENG_COMMAND_SERVE_REQUEST_READER_HPP
#define JIMENG_COMMAND_SERVE_REQUEST_READER_HPP

#include "scratch.hpp"

#include <jimeng/net/detail/message_reader.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace command::serve {

/// A request as it came.
struct request {
    jimeng::detail::http_head head;
    spooled_body body;
};

/// Reads one request, bytes in, message out. Of a body it takes what `allow` says, and before that the little that came with
/// the head.
class request_reader final : public jimeng::detail::message_reader {
public:
    static constexpr jimeng::detail::message_limits limits{.header_bytes = 32 * 1024, .header_fields = 100};

    explicit request_reader(scratch& in) : message_reader{kind::request, limits}, body_{in} {}

    /// Takes what belongs to the request off the front of `bytes`. After an error nothing more may be fed.
    jimeng::error_code feed(std::string_view& bytes) { return feed_some(bytes); }

    [[nodiscard]] bool has_head() const noexcept { return has_head_; }
    /// How long the body is to be; nothing where the head does not say.
    [[nodiscard]] std::optional<std::uint64_t> body_length() const noexcept { return length_; }
    [[nodiscard]] bool allow(std::uint64_t most_body_bytes)
    {
        most_ = most_body_bytes;
        return length_.value_or(0) <= most_ && body_.size() <= most_;
    }
    /// Whether the client waits for `100 Continue` before it sends the body.
    [[nodiscard]] bool awaits_go_ahead() const
    {
        return has_head_ && !done() && body_.size() == 0 &&
               jimeng::detail::lists(head.headers, "Expect", "100-continue");
    }
    /// Whether it was the disk that could not take it.
    [[nodiscard]] bool is_out_of_room() const noexcept { return out_of_room_; }
    [[nodiscard]] request release() { return {std::move(head), std::move(body_)}; }

private:
    jimeng::error_code head_ended(jimeng::detail::body_end const& end, bool&) override
    {
        has_head_ = true;
        length_ = end.length;
        return {};
    }

    jimeng::error_code body_came(std::string_view piece) override
    {
        if (body_.size() + piece.size() > most_) return jimeng::client_errc::too_large;
        out_of_room_ = !body_.append(piece);
        return out_of_room_ ? make_error_code(jimeng::client_errc::disk_full) : jimeng::error_code{};
    }

    spooled_body body_;
    std::optional<std::uint64_t> length_;
    std::uint64_t most_ = std::numeric_limits<std::uint64_t>::max();
    bool has_head_ = false;
    bool out_of_room_ = false;
};

} // namespace command::serve

#endif
