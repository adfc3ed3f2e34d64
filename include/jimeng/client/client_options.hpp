#ifndef JIMENG_CLIENT_CLIENT_OPTIONS_HPP
#define JIMENG_CLIENT_CLIENT_OPTIONS_HPP

#include <jimeng/client/poll_policy.hpp>
#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/net/beast_transport.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace jimeng {

/// Thrown by `client_options::from_environment()`; the sentence names the variable.
class bad_setting : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a client needs besides credentials.
struct client_options {
    std::string endpoint{default_endpoint};          ///< `https://host[:port]`; `http://` for this machine only.
    std::chrono::milliseconds call_timeout{120'000}; ///< One call of the service, the wait for a connection included.
    poll_policy poll{};
    transport_options transport{};

    /// Defaults, and above them what these variables say, where set:
    /// `JIMENG_API_URL`, `JIMENG_API_TIMEOUT` (seconds), `JIMENG_POLL_INTERVAL` (seconds; sets `poll.interval`),
    /// `JIMENG_MAX_POLL_ATTEMPTS`. The deadline is raised where the queries need it. For an endpoint on another machine
    /// also `https_proxy`, `HTTPS_PROXY`, `all_proxy` or `ALL_PROXY` (the first that is set) and `no_proxy` or `NO_PROXY`.
    /// @throws bad_setting Names the variable, its value and what it may hold.
    [[nodiscard]] static client_options from_environment();

    /// The same without exceptions: no value, and the sentence in `complaint`.
    [[nodiscard]] static std::optional<client_options> from_environment(std::string& complaint);
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/client_options.ipp>
#endif

#endif
