#ifndef JIMENG_NET_TRANSPORT_OPTIONS_HPP
#define JIMENG_NET_TRANSPORT_OPTIONS_HPP

#include <jimeng/core/config.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Looks a host name up: its addresses as text; none: the name is not known. It may take its time.
///
/// It is called on a thread that nobody waits for, so it must own what it uses.
using host_lookup = std::function<std::vector<std::string>(std::string const& host)>;

/// Limits of `beast_transport`. `exchange_options::timeout` stands above all of them. No duration lasts more than a
/// year: a longer one means a year.
/// @par Source The time-outs that trusted cloud clients agree on; 16 KiB of headers is twice what services send.
struct transport_options {
    std::chrono::milliseconds resolve{5'000}; ///< Looking a host name up.
    std::chrono::milliseconds connect{5'000}; ///< Per address.
    /// How long an address of a host may be silent until the next one is tried beside it: at most four at once, and the
    /// first that answers is taken. One that refuses is no reason to wait.
    /// @par Source RFC 8305, 5: a quarter of a second.
    std::chrono::milliseconds next_address{250};
    std::chrono::milliseconds tls{10'000};    ///< The TLS handshake.
    std::chrono::milliseconds stall{20'000};  ///< Less than 1 KiB sent, or received once an answer has begun.
    std::chrono::milliseconds idle{30'000};   ///< How long an unused connection may still be used again.
    std::size_t max_header_bytes = 16 * 1024; ///< Of an answer; also bounds chunk extensions and trailers.
    std::size_t max_header_fields = 100;      ///< Of an answer, trailers counted.
    std::size_t max_connections = 16;         ///< To one origin; further exchanges wait for one, see `async_exchange`.
    std::size_t max_idle_connections = 16;    ///< Kept for reuse, over all origins.
    /// A file of PEM certificates trusted besides the system's, 16 MiB at most; there is no switch to trust all.
    std::string extra_ca_file{};
    /// `http://[user:password@]host:port` of an HTTP proxy for https to other machines; empty: none. See `parse_proxy`.
    /// Credentials are sent to the proxy alone, and TLS still ends at the service.
    std::string proxy{};
    std::string no_proxy{}; ///< Hosts that are reached without it; see `goes_without_proxy`.
    host_lookup lookup{};   ///< In place of the system's resolver, and called as it is: on a thread of its own.
};

} // namespace jimeng::inline JIMENG_ABI

#endif
