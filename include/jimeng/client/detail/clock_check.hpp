#ifndef JIMENG_CLIENT_DETAIL_CLOCK_CHECK_HPP
#define JIMENG_CLIENT_DETAIL_CLOCK_CHECK_HPP

#include <jimeng/client/detail/client_memory.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/http_date.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace jimeng::inline JIMENG_ABI::detail {

/// Compares what an operation's calls were dated with to the `Date` of their answers.
class clock_check {
public:
    /// A call is about to be signed.
    void begin(clock_offset const& offset) noexcept { ahead_ = offset.get(); }

    /// @param signed_at  By this machine's clock.
    JIMENG_SELDOM void answered(http_headers const& headers, std::chrono::system_clock::time_point signed_at) noexcept
    {
        signed_at_ = std::chrono::floor<std::chrono::seconds>(signed_at);
        auto const* const date = find_header(headers, "Date");
        server_time_ = date == nullptr ? std::nullopt : read_http_date(*date);
    }

    /// Whether the call is worth another signature: it was refused, and the service's clock tells another time than the
    /// one that it was signed with. Once in an operation; where that did not help, the service is not believed either.
    JIMENG_SELDOM [[nodiscard]] bool corrects(error_code const& ec, clock_offset& offset)
    {
        if (ec != gateway_errc::invalid_timestamp && ec != gateway_errc::signature_does_not_match) return false;
        if (before_) return offset.set(*before_), false;
        if (!server_time_) return false;
        auto const ahead = *server_time_ - signed_at_;
        if (std::chrono::abs(ahead - ahead_) <= clock_offset::tolerance) return false;
        before_ = ahead_;
        offset.set(ahead);
        words_ = concat({"this machine's clock is ", std::to_string(std::chrono::abs(ahead).count()), " s ",
                         ahead.count() > 0 ? "behind" : "ahead of",
                         " the service's: the call was signed again with the service's time; set the clock"});
        return true;
    }

    [[nodiscard]] bool has_corrected() const noexcept { return before_.has_value(); }
    /// For people; empty where nothing was corrected.
    [[nodiscard]] std::string const& words() const noexcept { return words_; }

private:
    std::chrono::seconds ahead_{0}; ///< What the call was dated later than this machine's clock.
    std::chrono::sys_seconds signed_at_{};
    std::optional<std::chrono::sys_seconds> server_time_;
    std::optional<std::chrono::seconds> before_; ///< The offset that was replaced.
    std::string words_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
