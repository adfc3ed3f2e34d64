#ifndef JIMENG_EMULATOR_DETAIL_DELIVERY_HPP
#define JIMENG_EMULATOR_DETAIL_DELIVERY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

[[nodiscard]] inline received_request as_received(http_request const& request)
{
    received_request received{request.method, request.target, request.headers, request.body};
    received.headers.push_back({"Host", host_header(request.origin)});
    received.headers.push_back({"Content-Length", std::to_string(request.body.size())});
    return received;
}

/// In pieces, as from a socket.
[[nodiscard]] inline error_code pour(body_sink const& sink, std::string_view body)
{
    constexpr std::size_t piece = 16 * 1024;
    for (; !body.empty(); body.remove_prefix(std::min(piece, body.size())))
        if (auto const ec = sink(body.substr(0, piece))) return ec;
    return {};
}

[[nodiscard]] inline error_code deliver(http_response& response, exchange_options const& options)
{
    if (response.status == 0) return client_errc::closed;
    if (response.body.size() > options.max_body_bytes) return client_errc::too_large;
    if (response.status < 200 || response.status > 299) return {};
    if (options.on_head)
        if (auto const ec = options.on_head(response.status, response.headers)) return ec;
    if (!options.sink) return {};
    auto const ec = pour(options.sink, response.body);
    response.body.clear();
    return ec;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
