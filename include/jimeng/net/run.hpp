#ifndef JIMENG_NET_RUN_HPP
#define JIMENG_NET_RUN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/blocking_calls.hpp>
#include <jimeng/net/detail/callback_driver.hpp>
#include <jimeng/net/detail/run_steps.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Runs an operation to its end in the calling thread.
///
/// A `wait` ends early, with `cancelled_before_send` as its result, when its `options.stop` is requested.
/// @param runtime  Time, sleep and chance; without it those that go with the transport (`runtime_of`).
/// @param sign     `sign(http_request&, system_clock::time_point)`, called for every action that has `sign` set.
template <class Transport, runtime Runtime, class Sign>
void run(operation& op, Transport& transport, Runtime& runtime, Sign&& sign)
{
    static_assert(sync_transport<Transport>, "jimeng: Transport must model sync_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    detail::blocking_calls_of<Transport, Runtime, std::remove_reference_t<Sign>> calls{transport, runtime, sign};
    detail::run_blocking(op, calls);
}
template <class Transport, class Sign>
void run(operation& op, Transport& transport, Sign&& sign)
{
    auto runtime = runtime_of(transport);
    run(op, transport, runtime, std::forward<Sign>(sign));
}

/// Runs an operation without waiting; `finished()` is called once, on the transport's executor, never inside this function.
/// @param runtime  Time and chance, and the waits where it has `async_wait`; else the transport waits. Without it those
/// that go with the transport (`runtime_of`).
/// @par Cancellation By the stop tokens of the operation's own actions.
/// @par Object lifetimes Transport and runtime must live until then; the operation is kept.
/// @par Exception safety What the transport throws when the first action is started leaves this function; what is thrown
/// later ends the operation, see `operation::threw`. What `finished` throws leaves the context's `run`.
/// @param disk  Where stores are asked and `next_action::work` is done; none: on the transport's executor.
template <class Transport, runtime Runtime, class Sign>
void async_run(std::shared_ptr<operation> op, Transport& transport, Runtime& runtime, Sign sign,
               std::function<void()> finished, disk_executor const& disk = {})
{
    static_assert(async_transport<Transport>, "jimeng: Transport must model async_transport (see net/transport.hpp)");
    static_assert(detail::request_signer<Sign>, "jimeng: Sign must be callable with (http_request&, time_point)");
    std::make_shared<detail::callback_driver_of<Transport, Runtime, Sign>>(std::move(op), transport, runtime,
                                                                           std::move(sign), std::move(finished), disk)
        ->resume({});
}
template <class Transport, class Sign>
void async_run(std::shared_ptr<operation> op, Transport& transport, Sign sign, std::function<void()> finished)
{
    auto const kept = std::make_shared<runtime_of_t<Transport>>(runtime_of(transport));
    async_run(std::move(op), transport, *kept, std::move(sign), [kept, finished = std::move(finished)] { finished(); });
}

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/callback_driver.ipp>
#include <jimeng/net/impl/disk_line.ipp>
#include <jimeng/net/impl/run.ipp>
#endif

#endif
