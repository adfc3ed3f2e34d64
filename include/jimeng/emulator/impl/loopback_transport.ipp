#ifndef JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP
#define JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP

#include <jimeng/emulator/loopback_transport.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::emulator {
namespace detail {

struct loopback_state {
    struct entry {
        std::stop_token stop;
        std::function<void(bool stopped, loopback_transport::time_point now)> work; // holds no loopback_state: no cycle
    };

    /// Leaves work to be done at a time; the clock moves there unless it was stopped.
    void leave(std::shared_ptr<loopback_state> const& self, std::chrono::nanoseconds after, entry what)
    {
        left.emplace(clock + std::max(after, std::chrono::nanoseconds{0}), std::move(what));
        if (post) post([self] { self->do_next(); });
    }

    void do_next()
    {
        if (left.empty()) return;
        auto next = left.extract(left.begin());
        bool const stopped = next.mapped().stop.stop_requested();
        if (!stopped) clock = std::max(clock, next.key());
        next.mapped().work(stopped, clock);
    }

    loopback_transport::time_point clock;
    loopback_transport::post_function post;
    std::multimap<loopback_transport::time_point, entry> left; // equal times keep their order
};

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
    : service_{std::move(to)},
      state_{std::make_shared<detail::loopback_state>()}
{
    state_->clock = start;
    state_->post = std::move(post);
}

JIMENG_DECL http_response loopback_transport::exchange(http_request const& request, exchange_options const& options,
                                                       error_code& ec, diagnostics& details)
{
    return detail::carry(*service_, state_->clock, request, options, ec, details);
}

JIMENG_DECL void loopback_transport::async_exchange(http_request request, exchange_options options,
                                                    exchange_callback done)
{
    auto const stop = options.stop;
    auto work = [to = service_, request = std::move(request), options = std::move(options),
                 done = std::move(done)](bool, time_point now) {
        error_code ec;
        diagnostics details;
        auto response = detail::carry(*to, now, request, options, ec, details);
        done(ec, std::move(response), std::move(details));
    };
    state_->leave(state_, {}, {stop, std::move(work)});
}

JIMENG_DECL void loopback_transport::async_wait(std::chrono::nanoseconds duration, std::stop_token stop,
                                                wait_callback done)
{
    auto wake = [done = std::move(done)](bool stopped, time_point) {
        done(stopped ? make_error_code(client_errc::cancelled_before_send) : error_code{});
    };
    state_->leave(state_, duration, {std::move(stop), std::move(wake)});
}

JIMENG_DECL loopback_transport::time_point loopback_transport::now() const
{
    return state_->clock;
}

JIMENG_DECL void loopback_transport::wait(std::chrono::nanoseconds duration, std::stop_token stop)
{
    if (!stop.stop_requested()) state_->clock += std::max(duration, std::chrono::nanoseconds{0});
}

JIMENG_DECL std::size_t loopback_transport::run()
{
    std::size_t done = 0;
    for (; !state_->left.empty(); ++done)
        state_->do_next();
    return done;
}

} // namespace jimeng::emulator

#endif
