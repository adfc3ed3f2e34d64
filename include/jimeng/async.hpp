#ifndef JIMENG_ASYNC_HPP
#define JIMENG_ASYNC_HPP

/// The same client with Asio completion tokens: a thin layer over the transport's callback form.
///
/// An asynchronous client is made with the executor that its sockets shall live on:
///     boost::asio::io_context io;
///     jimeng::client client{jimeng::hmac_sha256_signer{keys}, jimeng::beast_transport{io.get_executor()}};
///     client.async_generate(request, boost::asio::use_awaitable);
/// Cancellation works through the token's slot. Completion signatures are `void(error_code, T)`.

#include <jimeng/jimeng.hpp>

#include <jimeng/client/async_forms.hpp>

#endif
