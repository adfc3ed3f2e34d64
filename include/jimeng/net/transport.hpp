#ifndef JIMENG_NET_TRANSPORT_HPP
#define JIMENG_NET_TRANSPORT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/net/runtime.hpp>

#include <chrono>
#include <concepts>
#include <memory>

namespace jimeng::inline JIMENG_ABI {

/// Sends one request and reads its answer before it returns.
///
/// It sends `request.target`, `request.headers` and `request.body` unchanged (they are signed), adds `Host`,
/// `Content-Length` and nothing that was signed, follows no redirect, and reports the answer whatever its status.
/// On failure the error code tells how far it came: a code that equals `condition::not_sent` promises that the
/// request did not leave whole; every other code makes the fate of a submit unknown.
///
/// It calls `options.before_first_byte`, where there is one, right before the first byte of the request may leave, and sends
/// nothing where that returns an error: a job store relies on it. Where it does not, the store learns of a submit only from
/// its answer, and `diagnostics::client_message` says so.
/// @par Exemplar
///     struct exemplar_transport {
///         http_response exchange(http_request const&, exchange_options const&, error_code&, diagnostics&);
///     };
template <class T>
concept sync_transport = std::movable<T> &&
    requires(T& transport, http_request const& request, exchange_options const& options, error_code& ec,
             diagnostics& details)
{
    {
        transport.exchange(request, options, ec, details)
        } -> std::same_as<http_response>;
};

/// The same without waiting. Each callback is called exactly once, never from inside the initiating function, and one
/// after another on the transport's executor. What it throws leaves the `run` of the executor's context.
///
/// @par Completion signatures `void(error_code, http_response, diagnostics)` and `void(error_code)`.
/// @par Cancellation By the stop token: the callback comes early, with `cancelled_before_send` or `cancelled`.
/// @par Object lifetimes Request, options and callback are the transport's; what the options refer to (sink, counters) must
/// live until the callback is called. The transport must live as long.
/// @par Exception safety Where an initiating function throws, the callback is not called.
/// @par Exemplar
///     struct exemplar_async_transport {
///         void async_exchange(http_request, exchange_options, exchange_callback);
///         void async_wait(std::chrono::nanoseconds, std::stop_token, wait_callback);
///     };
template <class T>
concept async_transport = std::movable<T> &&
    requires(T& transport, http_request request, exchange_options options, exchange_callback done, std::stop_token stop,
             wait_callback waited)
{
    {
        transport.async_exchange(request, options, done)
        } -> std::same_as<void>;
    {
        transport.async_wait(std::chrono::nanoseconds{}, stop, waited)
        } -> std::same_as<void>;
};

/// An asynchronous transport that also sends a request which others keep, without a copy of its body. It lets go of it
/// before it calls back.
template <class T>
concept shares_requests = async_transport<T> && requires(T& transport, std::shared_ptr<http_request const> request,
                                                         exchange_options options, exchange_callback done)
{
    {
        transport.async_exchange(request, options, done)
        } -> std::same_as<void>;
};

/// A transport that sends `request.files` behind `request.body`, piece by piece, as `body_reader` gives them. Any other one gets
/// requests with all files in their `body`, which takes as much memory.
/// @par Exemplar
///     struct exemplar_transport { static constexpr bool sends_files = true; };
template <class T>
concept sends_files = requires
{
    requires T::sends_files;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
