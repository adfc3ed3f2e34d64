#ifndef JIMENG_EMULATOR_DETAIL_LOOPBACK_FETCH_HPP
#define JIMENG_EMULATOR_DETAIL_LOOPBACK_FETCH_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/net/run.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// A picture that a server on this machine has, or nothing. No other machine is asked, and no redirect followed, so that
/// an emulator never makes anybody fetch anything from elsewhere.
[[nodiscard]] inline std::string fetch_from_this_machine(std::string const& address)
{
    auto const parts = parse_url(address);
    if (!parts || !is_loopback_host(parts->host)) return {};
    download_options how;
    how.max_bytes = image_file_limit_bytes;
    how.timeout = how.first_byte = std::chrono::seconds{2};
    how.max_hops = 0;
    how.attempts = 1;
    how.allow_this_machine = true;
    download_operation fetching{address, std::nullopt, how};
    beast_transport transport;
    run(fetching, transport, [](http_request&, std::chrono::system_clock::time_point) {});
    return fetching.error() ? std::string{} : std::move(fetching.bytes());
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
