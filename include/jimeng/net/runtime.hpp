#ifndef JIMENG_NET_RUNTIME_HPP
#define JIMENG_NET_RUNTIME_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/exchange.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Where an operation has time and chance from, and how it sleeps: the only place for all of them.
///
/// `now` is the time that requests are signed with, so a machine whose clock is wrong is mended here. `steady` runs
/// evenly, whatever is done to the machine's clock: patience is measured with it. `wait` sleeps in the calling thread
/// and ends early when a stop is requested. `random` is at least 0 and below 1; waits are longer by a share of it.
///
/// What it throws ends the operation with an error code; a task's id is not lost with it.
/// @par Thread safety A client asks it on every thread that drives one of its operations.
/// @par Exemplar
///     struct exemplar_runtime {
///         std::chrono::system_clock::time_point now();
///         std::chrono::steady_clock::time_point steady();
///         void wait(std::chrono::nanoseconds, std::stop_token);
///         double random();
///     };
/// @par Models
/// `system_runtime`, `testing::virtual_runtime`
template <class T>
concept runtime = std::movable<T> && requires(T& time, std::chrono::nanoseconds duration, std::stop_token stop)
{
    {
        time.now()
        } -> std::convertible_to<std::chrono::system_clock::time_point>;
    {
        time.steady()
        } -> std::convertible_to<std::chrono::steady_clock::time_point>;
    {
        time.wait(duration, stop)
        } -> std::same_as<void>;
    {
        time.random()
        } -> std::convertible_to<double>;
};

/// A runtime that can wait without a thread. Without it the transport's `async_wait` is used, which has the executor.
template <class T>
concept async_runtime = runtime<T> &&
    requires(T& time, std::chrono::nanoseconds duration, std::stop_token stop, wait_callback waited)
{
    {
        time.async_wait(duration, stop, waited)
        } -> std::same_as<void>;
};

namespace detail {

/// Sleeps in the calling thread until time is up or a stop is requested.
JIMENG_DECL void wait_interruptibly(std::chrono::nanoseconds duration, std::stop_token stop);

inline std::chrono::steady_clock::time_point as_steady(std::chrono::system_clock::time_point time) noexcept
{
    return std::chrono::steady_clock::time_point{
        std::chrono::duration_cast<std::chrono::steady_clock::duration>(time.time_since_epoch())};
}

} // namespace detail

/// This machine's clocks, and chance enough to keep operations from acting in step, for nothing else.
/// @par Thread safety Any number of threads may use one object.
class system_runtime {
public:
    system_runtime() noexcept = default;
    /// A copy has chances of its own.
    system_runtime(system_runtime const&) noexcept {}
    system_runtime& operator=(system_runtime const&) noexcept { return *this; }
    ~system_runtime() = default;

    [[nodiscard]] static std::chrono::system_clock::time_point now() { return std::chrono::system_clock::now(); }
    [[nodiscard]] static std::chrono::steady_clock::time_point steady() { return std::chrono::steady_clock::now(); }
    static void wait(std::chrono::nanoseconds duration, std::stop_token stop)
    {
        detail::wait_interruptibly(duration, std::move(stop));
    }
    /// A step of SplitMix64; 53 bits of it make a fraction.
    [[nodiscard]] double random() noexcept
    {
        constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;
        auto z = state_.fetch_add(step, std::memory_order_relaxed) + step;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
    }

private:
    std::atomic<std::uint64_t> state_ =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
        reinterpret_cast<std::uintptr_t>(this);
};

/// A transport that has a runtime, mostly because the service behind it lives in a time of its own. What wraps another
/// transport hands its runtime on: `auto runtime() { return jimeng::runtime_of(wrapped_); }`.
template <class T>
concept offers_runtime = requires(T& transport)
{
    {
        transport.runtime()
        } -> runtime;
};

/// A transport that tells the time and waits itself, which is the short way to a runtime.
template <class T>
concept keeps_time = requires(T& transport, std::chrono::nanoseconds duration, std::stop_token stop)
{
    {
        transport.now()
        } -> std::convertible_to<std::chrono::system_clock::time_point>;
    {
        transport.wait(duration, stop)
        } -> std::same_as<void>;
};

/// The same for `random()`; where a transport that keeps time has none, what it plays is the same each time.
template <class T>
concept brings_chance = requires(T& transport)
{
    {
        transport.random()
        } -> std::convertible_to<double>;
};

/// The runtime of a transport that keeps time. @par Object lifetimes It refers to the transport.
template <keeps_time Transport>
class transport_runtime {
public:
    explicit transport_runtime(Transport& transport) noexcept : transport_{&transport} {}

    [[nodiscard]] std::chrono::system_clock::time_point now() { return transport_->now(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady() { return detail::as_steady(transport_->now()); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { transport_->wait(duration, std::move(stop)); }
    [[nodiscard]] double random()
    {
        if constexpr (brings_chance<Transport>)
            return transport_->random();
        else
            return 0.0;
    }

private:
    Transport* transport_;
};

/// The runtime that goes with a transport: its own, where it keeps time or offers a runtime, else the system's.
/// @par Object lifetimes It may refer to the transport.
template <class Transport>
[[nodiscard]] auto runtime_of(Transport& transport)
{
    if constexpr (keeps_time<Transport>)
        return transport_runtime<Transport>{transport};
    else if constexpr (offers_runtime<Transport>)
        return transport.runtime();
    else
        return system_runtime{};
}

template <class Transport>
using runtime_of_t = decltype(runtime_of(std::declval<Transport&>()));

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/runtime.ipp>
#endif

#endif
