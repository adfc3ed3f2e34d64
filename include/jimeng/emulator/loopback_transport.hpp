#ifndef JIMENG_EMULATOR_LOOPBACK_TRANSPORT_HPP
#define JIMENG_EMULATOR_LOOPBACK_TRANSPORT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/service.hpp>
#include <jimeng/net/transport.hpp>
#include <jimeng/testing/virtual_runtime.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Plugs the service straight into a client: no sockets, no threads, and time of its own.
///
/// Requests to any origin go to the service, links included. Nothing but `wait`, `async_wait` and planned faults that stall or
/// delay lets time pass, so that a task of an hour takes microseconds. Models `sync_transport`, `async_transport` and `keeps_time`; its time is a
/// `testing::virtual_runtime`. A copy shares time and service.
///
/// @par Asynchronous use
/// What an asynchronous function leaves to do is handed to `post`, which has to call it later, on one thread: for
/// instance `[executor](auto work) { boost::asio::post(executor, std::move(work)); }`. Without it the work waits for
/// `run`. Work that is due earlier is done earlier, whatever the order in which it was started.
/// @par Thread safety
/// One thread at a time; a stop may be requested from any.
class loopback_transport {
public:
    using time_point = testing::virtual_runtime::time_point;
    using post_function = testing::virtual_runtime::post_function;

    /// @param start The clock's first reading; by default 2026-01-01, 00:00 UTC.
    JIMENG_DECL explicit loopback_transport(std::shared_ptr<service> to, time_point start = first_reading(),
                                            post_function post = {});
    /// In a time that others live in too.
    JIMENG_DECL loopback_transport(std::shared_ptr<service> to, testing::virtual_runtime time);

    /// @par Errors
    /// `cancelled_before_send` when a stop was requested, `closed` where the service gives no answer, `too_large`, or
    /// what the body sink returned. Of a planned fault, what a client on a network could prove: `send_incomplete` or
    /// `deadline_before_send` where the service had not taken the whole request, `tls_handshake`, `closed`, `reset`,
    /// `read_timeout`, inside an answer `truncated` or `read_stalled`, `bad_http`.
    JIMENG_DECL http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                                       diagnostics& details);

    JIMENG_DECL void async_exchange(http_request request, exchange_options options, exchange_callback done);

    /// Calls back once the clock has moved by `duration`; with `cancelled_before_send`, and without moving the clock,
    /// where a stop was requested by then.
    JIMENG_DECL void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done);

    [[nodiscard]] JIMENG_DECL time_point now() const;
    /// Moves the clock, unless a stop was requested.
    JIMENG_DECL void wait(std::chrono::nanoseconds duration, std::stop_token stop = {});

    /// Does what asynchronous functions left to do, and what that leaves, until nothing is left.
    /// @returns The number of callbacks that were called.
    JIMENG_DECL std::size_t run();

    [[nodiscard]] service& connected_service() const noexcept { return *service_; }
    [[nodiscard]] testing::virtual_runtime runtime() const { return time_; }

private:
    [[nodiscard]] static time_point first_reading() noexcept
    {
        return std::chrono::sys_days{std::chrono::year{2026} / std::chrono::January / 1};
    }

    std::shared_ptr<service> service_;
    testing::virtual_runtime time_;
};

static_assert(sync_transport<loopback_transport> && async_transport<loopback_transport> &&
              keeps_time<loopback_transport>);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/loopback_transport.ipp>
#endif

#endif
