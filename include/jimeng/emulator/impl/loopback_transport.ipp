#ifndef JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP
#define JIMENG_EMULATOR_IMPL_LOOPBACK_TRANSPORT_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/loopback_transport.hpp>

#include <jimeng/emulator/detail/carriage.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

/// The stop that ends a wait inside an exchange.
[[nodiscard]] inline std::stop_token waiting_stop(exchange_options const& options)
{
    return options.finish_once_sending ? std::stop_token{} : options.stop;
}

/// An exchange of which steps are left to be done later, and all that it refers to.
struct later_carriage {
    using time_point = loopback_transport::time_point;
    using call_after =
        std::function<void(std::chrono::nanoseconds, std::stop_token, testing::virtual_runtime::work_function)>;

    later_carriage(std::shared_ptr<service> with, http_request what, exchange_options how, exchange_callback then,
                   call_after at)
        : to{std::move(with)},
          request{std::move(what)},
          options{std::move(how)},
          done{std::move(then)},
          later{std::move(at)}
    {}

    std::shared_ptr<service> to;
    http_request request;
    exchange_options options;
    exchange_callback done;
    call_after later;
    carriage way{*to, request, options};

    static void begin(std::shared_ptr<later_carriage> const& self, time_point now)
    {
        self->wait(self->way.arrive(), now, [self](time_point then) {
            self->wait(self->way.carry_out(then), then, [self](time_point) { self->finish(); });
        });
    }

private:
    void wait(std::chrono::nanoseconds duration, time_point now, std::function<void(time_point)> next)
    {
        if (duration.count() == 0) return next(now);
        later(duration, waiting_stop(options), [this, next = std::move(next)](bool stopped, time_point then) {
            if (stopped) way.stop();
            next(then);
        });
    }

    void finish()
    {
        error_code ec;
        diagnostics details;
        auto response = way.end(ec, details);
        done(ec, std::move(response), std::move(details));
    }
};

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
    detail::carriage way{*service_, request, options};
    auto const wait = [&, stop = detail::waiting_stop(options)](std::chrono::nanoseconds duration) {
        if (duration.count() == 0) return;
        time_.wait(duration, stop);
        if (stop.stop_requested()) way.stop();
    };
    wait(way.arrive());
    wait(way.carry_out(time_.now()));
    return way.end(ec, details);
}

JIMENG_DECL void loopback_transport::async_exchange(http_request request, exchange_options options,
                                                    exchange_callback done)
{
    auto const stop = options.stop;
    auto carried = std::make_shared<detail::later_carriage>(service_, std::move(request), std::move(options),
                                                            std::move(done), time_.weak_call_after());
    time_.call_after({}, stop, [carried = std::move(carried)](bool, time_point now) {
        detail::later_carriage::begin(carried, now);
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
