#ifndef JIMENG_NET_EXCHANGE_HPP
#define JIMENG_NET_EXCHANGE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Takes the body of a 2xx answer piece by piece; an error ends the exchange with that error.
///
/// What it throws ends the exchange too: the connection is closed, no callback is called, and the exception leaves the
/// blocking call, or the `run` of the context that carries the asynchronous one.
using body_sink = std::function<error_code(std::string_view piece)>;

/// Takes the head of a 2xx answer before anything of its body; an error ends the exchange with that error. What it throws
/// is as what a `body_sink` throws.
using head_sink = std::function<error_code(int status, http_headers const& headers)>;

/// How one request and its answer are carried.
struct exchange_options {
    std::chrono::milliseconds timeout{120'000}; ///< Wait for a connection, resolve, connect, send, answer: together.
    /// A longer answer ends with `client_errc::too_large`; one that is not 2xx may have 1 MiB at most.
    std::size_t max_body_bytes = std::size_t{1} << 20;
    /// Wait for the first byte of the answer, once the request has left; zero: as long as `timeout` allows.
    std::chrono::milliseconds first_byte{0};
    /// Whose turn it is where exchanges wait for a connection: who waits since the earlier time. Default: since it was
    /// asked for. A transport without such a limit leaves it alone.
    std::chrono::steady_clock::time_point waiting_since{};
    bool fresh_connection = false; ///< Use no idle connection: a stale one makes a submit's fate unknown.
    /// A stop that is requested once the first byte of the request was handed to the system ends nothing: the answer is
    /// waited for until the time limits. For a submit, whose answer is worth more than the second.
    bool finish_once_sending = false;
    /// Called right before the first byte of the request is handed to the system, after the TLS handshake. An error ends
    /// the exchange with it: nothing has left then.
    std::function<error_code()> before_first_byte{};
    /// The same for an asynchronous transport that can wait for the answer: where set, it may ask this instead, and nothing
    /// leaves until `go_on` was called, once, now or later, on any thread.
    std::function<void(std::function<void(error_code)> go_on)> async_before_first_byte{};
    /// Refuse hosts that stand for a loopback, private, link-local, multicast or reserved address, however they are
    /// written, with `forbidden_address`. Of what a name stands for every address must be public. Through a proxy, which
    /// looks names up by itself, only addresses and `localhost` are refused. A transport that reaches no network may
    /// ignore it.
    bool public_addresses_only = false;
    /// With an error, return what came of the answer all the same: its status, its headers, and of its body what no sink
    /// took, up to `max_body_bytes`. For a submit, whose id may stand in it. A transport may leave it alone.
    bool partial_answer = false;
    body_sink sink{}; ///< Where the body of a 2xx answer goes; none: into the response.
    /// Where set: gets the length of a 2xx answer's body before the sink gets its first piece, if the service announced
    /// it. A transport may leave it alone.
    std::uint64_t* announced_bytes = nullptr;
    /// Where set: gets status and headers of a 2xx answer before the sink gets its first piece. A transport may leave it
    /// alone; a download that breaks off is then begun anew, and never asks for the rest.
    head_sink on_head{};
    /// Where set: asked before more of an answer is read. False: `go_on` is called when there is room for more, once, on any
    /// thread; the time limits of a transfer that stalls do not run until then. A transport may leave it alone, and then
    /// brings all of it at once.
    std::function<bool(std::function<void()> go_on)> room{};
    std::stop_token stop{}; ///< Ends the exchange early with `cancelled…`.
};

using exchange_callback = std::function<void(error_code, http_response, diagnostics)>;
using wait_callback = std::function<void(error_code)>;

} // namespace jimeng::inline JIMENG_ABI

#endif
