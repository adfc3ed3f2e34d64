#ifndef JIMENG_CLIENT_CLIENT_OPTIONS_HPP
#define JIMENG_CLIENT_CLIENT_OPTIONS_HPP

#include <jimeng/client/poll_policy.hpp>
#include <jimeng/client/submit_policy.hpp>
#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/job_store.hpp>
#include <jimeng/net/limiter.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Thrown by `client_options::from_environment()`; the sentence names the variable.
class bad_setting : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a client needs besides credentials.
struct client_options {
    /// `https://host[:port][/path]`; `http://` for this machine only. Empty: the route's own one.
    std::string endpoint{};
    std::chrono::milliseconds call_timeout{120'000}; ///< One call of the service, the wait for a connection included.
    poll_policy poll{};
    transport_options transport{};
    submit_policy submit{}; ///< A submit is sent once, unless this asks for more.
    /// How the service's actions are reached. A client made from credentials signs for the route's region; a signer of your
    /// own has to be told: `hmac_sha256_signer{keys, {"cn-beijing", "cv"}}`. Ask for a task by the route of its submit.
    visual_route route{};
    std::shared_ptr<job_store> store{}; ///< Asked at each step of a job before the next one; none: nobody is.
    /// Asked before each submit and query, shared by clients, for instance an `account_limiter`; none: nobody is.
    std::shared_ptr<limiter> admission{};
    /// Where asynchronous operations wait for the disk, so that others go on meanwhile: for `store`, and to write the files of
    /// results. None: where they run, on the transport's executor. A transport that does not know
    /// `exchange_options::async_before_first_byte` waits for `sending` by itself.
    disk_executor disk{};

    /// Where calls go: `endpoint`, or the route's own one where that is empty.
    [[nodiscard]] std::string_view address() const noexcept
    {
        return endpoint.empty() ? route.endpoint : std::string_view{endpoint};
    }

    /// Defaults, and above them what these variables say, where set:
    /// `JIMENG_API_URL`, `JIMENG_API_TIMEOUT` (seconds), `JIMENG_POLL_INTERVAL` (seconds; sets `poll.interval`),
    /// `JIMENG_MAX_POLL_ATTEMPTS`, `JIMENG_ROUTE` (`generic` or `model`). The deadline is raised where the queries need it.
    /// For an endpoint on another machine
    /// also `https_proxy`, `HTTPS_PROXY`, `all_proxy` or `ALL_PROXY` (the first that is set) and `no_proxy` or `NO_PROXY`.
    /// @throws bad_setting Names the variable, its value and what it may hold.
    [[nodiscard]] static client_options from_environment();

    /// The same without exceptions: no value, and the sentence in `complaint`.
    [[nodiscard]] static std::optional<client_options> from_environment(std::string& complaint);
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/client_options.ipp>
#endif

#endif
