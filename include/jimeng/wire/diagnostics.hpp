#ifndef JIMENG_WIRE_DIAGNOSTICS_HPP
#define JIMENG_WIRE_DIAGNOSTICS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/error.hpp>

#include <boost/system/system_error.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// What is known of a submit's fate, and so of its cost.
///
/// A submit is billed and has no idempotency key. The first three answers are never wrong, so what would have to be
/// assumed is `unknown`: the whole request left this machine, and no answer proved what became of it.
enum class verdict {
    none,     ///< The operation had no submit.
    not_sent, ///< The request did not leave whole: nothing was accepted, nothing is billed.
    rejected, ///< The service or its gateway refused it.
    accepted, ///< The service gave a task id.
    unknown,  ///< It may have been accepted; do not submit again unseen.
};

[[nodiscard]] constexpr char const* to_string(verdict v) noexcept
{
    switch (v) {
    case verdict::none: return "none";
    case verdict::not_sent: return "not_sent";
    case verdict::rejected: return "rejected";
    case verdict::accepted: return "accepted";
    case verdict::unknown: return "unknown";
    }
    return "none";
}

/// What an `error_code` has no room for. Every member may be empty.
///
/// Client text and server text are kept apart: `client_message` is ours and safe to show, everything that a server
/// sent has to pass `for_terminal` or `for_markdown` first.
struct diagnostics {
    std::string client_message{}; ///< One line: field, value, limit, remedy.
    std::string server_message{}; ///< The service's words, untrusted.
    int http_status = 0;
    std::int64_t service_code = 0; ///< Business `code`, or the gateway's `CodeN`; 0 where there was none.
    std::string gateway_code{};    ///< The gateway's `Code`, for instance `SignatureDoesNotMatch`; untrusted.
    std::string request_id{};      ///< Untrusted.
    std::string task_id{};         ///< Set as soon as the service gave one: a paid id is never dropped. Untrusted.
    verdict submitted = verdict::none;
    /// Of `waiting_failed` and `still_running`: what the last exchange ended with, where it failed. Of `not_recorded` and
    /// `not_admitted`: what the job store or the limiter said. Of a success: `not_recorded` where the job store has not
    /// all events of it, else what was odd about the answer that brought the task's id.
    error_code cause{};
    std::string answer{}; ///< Body of the service's last answer as it came, where it is below 1 MiB; 16 KiB with
                          ///< pictures inside that go to files. Untrusted.

    friend bool operator==(diagnostics const&, diagnostics const&) = default;
};

/// Thrown by the throwing form of each operation.
class error_with_diagnostics : public boost::system::system_error {
public:
    JIMENG_SELDOM error_with_diagnostics(error_code const& code, diagnostics const& details)
        : error_with_diagnostics{code, diagnostics{details}}
    {}
    /// Takes nothing from `details` where it throws.
    JIMENG_SELDOM error_with_diagnostics(error_code const& code, diagnostics&& details)
        : boost::system::system_error{named(code, details)},
          details_{std::move(details)}
    {}

    [[nodiscard]] diagnostics const& get_diagnostics() const noexcept { return details_; }

private:
    /// `what()`: our words or the code's, and the task's id where there is one.
    JIMENG_DECL static boost::system::system_error named(error_code const& code, diagnostics const& details);

    diagnostics details_;
};

namespace detail {

[[noreturn]] JIMENG_DECL void throw_error(error_code const& code, diagnostics const& details);

inline void throw_on_error(error_code const& code, diagnostics const& details)
{
    if (code.failed()) throw_error(code, details);
}

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/diagnostics.ipp>
#endif

#endif
