#ifndef JIMENG_NET_DETAIL_OUTGOING_BODY_HPP
#define JIMENG_NET_DETAIL_OUTGOING_BODY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// A request's body on its way out. With files inside it is read a second time here, the first time it was hashed to be signed:
/// its last piece is given only where the two readings agree, so a body that changed between them never leaves whole.
/// @par Object lifetimes The request must outlive it.
class outgoing_body {
public:
    explicit outgoing_body(http_request const& request) : text_{request.files ? std::string_view{} : request.body}
    {
        if (request.files) in_pieces_.emplace(request);
    }

    [[nodiscard]] bool all_taken() const noexcept
    {
        return complaint_.empty() && text_.empty() && (!in_pieces_ || in_pieces_->ended);
    }
    /// The next bytes, at most so many; they stay where they are until the next call. Empty at the end, or with a complaint.
    [[nodiscard]] std::string_view take(std::size_t most)
    {
        if (text_.empty() && in_pieces_ && !in_pieces_->ended && complaint_.empty()) take_piece(*in_pieces_);
        auto const taken = text_.substr(0, most);
        text_.remove_prefix(taken.size());
        return taken;
    }

    /// Why nothing more can be taken though more would follow; empty where nothing is wrong.
    [[nodiscard]] std::string const& complaint() const noexcept { return complaint_; }

private:
    struct pieces {
        explicit pieces(http_request const& request) : reader{request}, expected{request.files->sha256} {}
        body_reader reader;
        std::string const& expected;
        sha256_stream hash{};
        std::string_view ahead{};
        bool begun = false;
        bool ended = false;
    };

    /// One piece is read ahead: the last one is given only when it is known to be the last, and that all are as signed.
    void take_piece(pieces& from)
    {
        if (!from.begun) from.ahead = from.reader.next();
        from.begun = true;
        kept_ = from.ahead;
        from.hash.write(kept_);
        from.ahead = from.reader.next();
        from.ended = from.ahead.empty();
        if (!from.reader.broken().empty())
            complaint_ = concat({"input image ", for_terminal(from.reader.broken()), " changed while it was sent"});
        else if (from.ended && !from.expected.empty() && from.expected != to_hex(from.hash.finish()))
            complaint_ = "an input image changed between being signed and being sent";
        text_ = complaint_.empty() ? std::string_view{kept_} : std::string_view{};
    }

    std::string_view text_; ///< What was read and not taken yet.
    std::string kept_;      ///< The piece that `text_` is of: the reader is one ahead.
    std::optional<pieces> in_pieces_;
    std::string complaint_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
