#ifndef JIMENG_NET_DETAIL_PARTIAL_FILE_HPP
#define JIMENG_NET_DETAIL_PARTIAL_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/net/detail/byte_range.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace jimeng::inline JIMENG_ABI::detail {

/// How far a file came that is fetched in several attempts, and whether the next answer goes on with it.
///
/// The bytes themselves, and the hash over them, are kept elsewhere: they are thrown away when this says `anew`.
class partial_file {
public:
    enum class part {
        anew,  ///< The body is the file from its beginning: what is there goes.
        rest,  ///< The body goes on where the last one broke off.
        other, ///< The answer is no file, or none that was asked for.
        misfit ///< The body is another part than the one that is missing, or a part of another file: no byte may be taken.
    };

    /// Adds what asks for the rest. False: nothing is there that could be gone on with, and it is begun anew.
    JIMENG_SELDOM [[nodiscard]] bool begin_attempt(http_headers& headers)
    {
        asked_from_ = can_go_on() ? received_ : 0;
        fits_ = asked_from_ == 0;
        misfit_ = false;
        if (fits_) return false;
        headers.push_back({"Range", concat({"bytes=", std::to_string(asked_from_), "-"})});
        headers.push_back({"If-Range", validator_});
        return true;
    }

    /// Takes the head of an answer.
    JIMENG_SELDOM [[nodiscard]] part answered(int status, http_headers const& headers)
    {
        if (status == 200) return note_beginning(headers), part::anew;
        if (status != 206 || !asked_for_rest()) return part::other;
        fits_ = is_the_rest(headers);
        misfit_ = !fits_;
        return fits_ ? part::rest : part::misfit;
    }

    /// Whether bytes may be taken: a transport that tells no head gave its word for none.
    [[nodiscard]] bool may_grow() const noexcept { return fits_; }
    [[nodiscard]] bool is_empty() const noexcept { return received_ == 0; }
    void grew(std::size_t bytes) noexcept { received_ += bytes; }

    /// It begins anew: nothing of it is there.
    void restarted() noexcept { received_ = 0; }

    /// Of another address nothing that is known of this one holds.
    void moved() noexcept { validator_.clear(); }

    /// Parts of it are not asked for again.
    void distrust_ranges() noexcept { ranges_ = false; }

    [[nodiscard]] bool asked_for_rest() const noexcept { return asked_from_ != 0; }
    [[nodiscard]] bool is_misfit() const noexcept { return misfit_; }
    [[nodiscard]] bool is_short() const noexcept { return total_ && received_ < *total_; }
    [[nodiscard]] std::optional<std::uint64_t> total() const noexcept { return total_; }

    /// Whether the attempt that has ended brought bytes that none before it did, and that stay.
    [[nodiscard]] bool gained() noexcept
    {
        bool const more = received_ > most_received_ && can_go_on();
        most_received_ = std::max(most_received_, received_);
        return more;
    }

private:
    [[nodiscard]] bool can_go_on() const noexcept
    {
        return ranges_ && received_ != 0 && !validator_.empty() && (!total_ || received_ < *total_);
    }

    JIMENG_SELDOM void note_beginning(http_headers const& headers)
    {
        fits_ = true;
        asked_from_ = 0;
        validator_ = strong_validator(headers);
        auto const* const length = find_header(headers, "Content-Length");
        total_ = length == nullptr ? std::nullopt : read_number<std::uint64_t>(*length);
    }

    /// Where both have a strong tag it must be the same one, whatever the server made of `If-Range`.
    /// @par Source RFC 9110, section 15.3.7.3.
    JIMENG_SELDOM [[nodiscard]] bool is_the_rest(http_headers const& headers)
    {
        auto const* const text = find_header(headers, "Content-Range");
        auto const range = text == nullptr ? std::nullopt : read_content_range(*text);
        if (!range || range->first != asked_from_) return false;
        if (total_ && (range->last >= *total_ || range->total.value_or(*total_) != *total_)) return false;
        auto const* const tag = find_header(headers, "ETag");
        if (tag != nullptr && validator_.starts_with('"') && *tag != validator_) return false;
        if (range->total) total_ = range->total;
        return true;
    }

    std::uint64_t received_ = 0;
    std::uint64_t most_received_ = 0; ///< After any attempt.
    std::uint64_t asked_from_ = 0;    ///< Of the attempt that runs; 0: for all of it.
    std::optional<std::uint64_t> total_{};
    std::string validator_{}; ///< Of what is there; empty: it cannot be gone on with.
    bool ranges_ = true;
    bool fits_ = true;
    bool misfit_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
