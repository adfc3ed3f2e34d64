#ifndef JIMENG_EMULATOR_DETAIL_REQUEST_READER_HPP
#define JIMENG_EMULATOR_DETAIL_REQUEST_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/net/detail/message_reader.hpp>
#include <jimeng/wire/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Reads one request, bytes in, message out. It holds a body of 64 MiB and a head of 64 KiB at most.
class request_reader final : public jimeng::detail::message_reader {
public:
    static constexpr jimeng::detail::message_limits limits{.header_bytes = 64 * 1024, .header_fields = 1'000};
    static constexpr std::size_t max_body_bytes = std::size_t{64} << 20;

    request_reader() : message_reader{kind::request, limits} {}

    /// Takes what belongs to the request off the front of `bytes`. After an error nothing more may be fed.
    error_code feed(std::string_view& bytes) { return feed_some(bytes); }

    [[nodiscard]] bool has_head() const noexcept { return has_head_; }
    [[nodiscard]] std::size_t body_bytes() const noexcept { return body_.size(); }
    /// Whether the client waits for `100 Continue` before it sends the body.
    [[nodiscard]] bool awaits_go_ahead() const
    {
        return has_head_ && !done() && body_.empty() && jimeng::detail::lists(head.headers, "Expect", "100-continue");
    }
    /// What to answer to what was refused.
    [[nodiscard]] int refusal(error_code const& ec) const
    {
        if (ec != client_errc::too_large) return 400;
        return body_too_large_ ? 413 : 431;
    }
    [[nodiscard]] received_request release()
    {
        return {std::move(head.method), std::move(head.target), std::move(head.headers), std::move(body_)};
    }

private:
    error_code head_ended(jimeng::detail::body_end const& end, bool&) override
    {
        has_head_ = true;
        return within(end.length.value_or(0));
    }

    error_code body_came(std::string_view piece) override
    {
        auto const ec = within(body_.size() + piece.size());
        if (!ec) body_ += piece;
        return ec;
    }

    error_code within(std::uint64_t bytes)
    {
        body_too_large_ = bytes > max_body_bytes;
        return body_too_large_ ? make_error_code(client_errc::too_large) : error_code{};
    }

    std::string body_;
    bool has_head_ = false;
    bool body_too_large_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
