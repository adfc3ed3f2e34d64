#ifndef JIMENG_NET_IMPL_BEAST_TRANSPORT_IPP
#define JIMENG_NET_IMPL_BEAST_TRANSPORT_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/detail/http_exchange.hpp>
#include <jimeng/net/detail/stoppable_wait.hpp>
#include <jimeng/net/detail/transport_state.hpp>
#include <jimeng/net/impl/exchange_end.ipp>
#include <jimeng/net/impl/exchange_start.ipp>
#include <jimeng/net/impl/exchange_transfer.ipp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline diagnostics without_executor()
{
    diagnostics details;
    details.client_message = "beast_transport: it was made without an executor; pass one to its constructor";
    return details;
}

} // namespace detail

/// Blocking calls run the asynchronous exchange on a context of their own, because Asio's blocking ones know no time
/// limit. The members are ordered so that connections die before the context they belong to.
struct beast_transport::impl {
    JIMENG_SELDOM explicit impl(transport_options const& options)
        : blocking{std::make_shared<detail::transport_state>(context.get_executor(), options)}
    {}
    impl(boost::asio::any_io_executor const& executor, transport_options const& options) : impl{options}
    {
        asynchronous = std::make_shared<detail::transport_state>(executor, options);
    }

    boost::asio::io_context context{1};
    std::shared_ptr<detail::transport_state> blocking;
    std::shared_ptr<detail::transport_state> asynchronous;
};

JIMENG_DECL beast_transport::beast_transport(transport_options options) : impl_{std::make_shared<impl>(options)} {}

JIMENG_DECL beast_transport::beast_transport(boost::asio::any_io_executor const& executor, transport_options options)
    : impl_{std::make_shared<impl>(executor, options)}
{}

JIMENG_SELDOM JIMENG_DECL http_response beast_transport::exchange(http_request const& request,
                                                                  exchange_options const& options, error_code& ec,
                                                                  diagnostics& details)
{
    http_response answer;
    bool done = false;
    auto const take = [&](error_code code, http_response response, diagnostics about) {
        ec = code;
        answer = std::move(response);
        details = std::move(about);
        done = true;
    };
    std::shared_ptr<detail::http_exchange> exchange;
    try {
        std::shared_ptr<http_request const> const borrowed{std::shared_ptr<void>{}, &request};
        exchange = std::make_shared<detail::http_exchange>(impl_->blocking, http_request{}, borrowed,
                                                           exchange_options{options}, take);
        impl_->context.restart();
        impl_->blocking->post([exchange] { exchange->start(); });
    } catch (std::exception const&) { // out of memory
        return ec = client_errc::send_incomplete, details = {}, http_response{};
    }
    try {
        while (!done && impl_->context.run_one() != 0) {}
        if (!done) exchange->give_up();
    } catch (...) { // of the body sink, or out of memory
        exchange->abandon();
        impl_->context.poll();
        throw;
    }
    impl_->context.poll(); // lets what was cancelled go
    return answer;
}

namespace detail {

/// One of the two requests is sent.
JIMENG_SELDOM inline void start_exchange(std::shared_ptr<transport_state> const& shared, http_request own,
                                         std::shared_ptr<http_request const> borrowed, exchange_options options,
                                         exchange_callback done)
{
    if (!shared) return done(client_errc::no_executor, {}, without_executor());
    auto exchange = std::make_shared<http_exchange>(shared, std::move(own), std::move(borrowed), std::move(options),
                                                    std::move(done));
    if (shared->is_running_here()) return exchange->start();
    shared->post([exchange = std::move(exchange)] { exchange->start(); });
}

} // namespace detail

JIMENG_DECL void beast_transport::async_exchange(http_request request, exchange_options options, exchange_callback done)
{
    detail::start_exchange(impl_->asynchronous, std::move(request), nullptr, std::move(options), std::move(done));
}

JIMENG_DECL void beast_transport::async_exchange(std::shared_ptr<http_request const> request, exchange_options options,
                                                 exchange_callback done)
{
    detail::start_exchange(impl_->asynchronous, {}, std::move(request), std::move(options), std::move(done));
}

JIMENG_SELDOM JIMENG_DECL void beast_transport::async_wait(std::chrono::nanoseconds duration, std::stop_token stop,
                                                           wait_callback done)
{
    auto const& shared = impl_->asynchronous;
    if (!shared) return done(client_errc::no_executor);
    auto wait = std::make_shared<detail::stoppable_wait>(shared, std::move(done));
    if (shared->is_running_here()) return wait->start(duration, stop);
    shared->post([wait, duration, stop] { wait->start(duration, stop); });
}

} // namespace jimeng::inline JIMENG_ABI

#endif
