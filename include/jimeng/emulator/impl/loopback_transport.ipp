#ifndef JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP
#define JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/loopback_transport.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

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
    if (!options.sink || response.status < 200 || response.status > 299) return {};
    auto const ec = pour(options.sink, response.body);
    response.body.clear();
    return ec;
}

[[nodiscard]] inline http_response carry(service& to, loopback_transport::time_point now, http_request const& request,
                                         exchange_options const& options, error_code& ec, diagnostics& details)
{
    ec.clear();
    if (options.stop.stop_requested()) return ec = client_errc::cancelled_before_send, http_response{};
    if (options.before_first_byte)
        if (ec = options.before_first_byte(); ec) return {};
    auto response = to.handle(as_received(request), now);
    details.http_status = response.status;
    ec = deliver(response, options);
    return ec ? http_response{} : std::move(response);
}

} // namespace detail

JIMENG_DECL loopback_transport::loopback_transport(std::shared_ptr<service> to, time_point start, post_function post)
    : loopback_transport{std::move(to), testing::virtual_runtime{testing::manual_clock{start}, std::move(post)}}
{}

JIMENG_DECL loopback_transport::loopback_transport(std::shared_ptr<service> to, testing::virtual_runtime time)
    : service_{std::move(to)},
      time_{std::move(time)}
{}

JIMENG_DECL http_response loopback_transport::exchange(http_request const& request, exchange_options const& options,
                                                       error_code& ec, diagnostics& details)
{
    return detail::carry(*service_, time_.now(), request, options, ec, details);
}

JIMENG_DECL void loopback_transport::async_exchange(http_request request, exchange_options options,
                                                    exchange_callback done)
{
    auto const stop = options.stop;
    time_.call_after({}, stop,
                     [to = service_, request = std::move(request), options = std::move(options),
                      done = std::move(done)](bool, time_point now) {
                         error_code ec;
                         diagnostics details;
                         auto response = detail::carry(*to, now, request, options, ec, details);
                         done(ec, std::move(response), std::move(details));
                     });
}

JIMENG_DECL void loopback_transport::async_wait(std::chrono::nanoseconds duration, std::stop_token stop,
                                                wait_callback done)
{
    time_.async_wait(duration, std::move(stop), std::move(done));
}

JIMENG_DECL loopback_transport::time_point loopback_transport::now() const
{
    return time_.now();
}

JIMENG_DECL void loopback_transport::wait(std::chrono::nanoseconds duration, std::stop_token stop)
{
    time_.wait(duration, stop);
}

JIMENG_DECL std::size_t loopback_transport::run()
{
    return time_.run();
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
