#ifndef JIMENG_NET_DETAIL_BLOCKING_CALLS_HPP
#define JIMENG_NET_DETAIL_BLOCKING_CALLS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/even_time.hpp>
#include <jimeng/net/detail/run_steps.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/transport.hpp>

#include <chrono>
#include <stop_token>

namespace jimeng::inline JIMENG_ABI::detail {

/// What a blocking driver needs, with the transport's and the signer's types taken away.
class blocking_calls {
public:
    blocking_calls() = default;
    blocking_calls(blocking_calls const&) = delete;
    blocking_calls& operator=(blocking_calls const&) = delete;

    virtual http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                                   diagnostics& details) = 0;
    virtual void wait(std::chrono::nanoseconds duration, std::stop_token const& stop) = 0;
    /// Gives the time that it was signed with.
    virtual std::chrono::system_clock::time_point sign(http_request& request) = 0;
    /// Time and chance for the next step.
    virtual void tell(action_result& result) = 0;

protected:
    ~blocking_calls() = default;
};

template <class Transport, class Runtime, class Sign>
class blocking_calls_of final : public blocking_calls {
public:
    blocking_calls_of(Transport& transport, Runtime& runtime, Sign& sign)
        : transport_{transport},
          runtime_{runtime},
          sign_{sign}
    {}

    http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                           diagnostics& details) override
    {
        if constexpr (!sends_files<Transport>) {
            if (request.files) {
                auto whole = request;
                return with_files_inside(whole, ec, details) ? transport_.exchange(whole, options, ec, details)
                                                             : http_response{};
            }
        }
        return transport_.exchange(request, options, ec, details);
    }
    void wait(std::chrono::nanoseconds duration, std::stop_token const& stop) override
    {
        runtime_.wait(duration, stop);
    }
    std::chrono::system_clock::time_point sign(http_request& request) override
    {
        std::chrono::system_clock::time_point const now = runtime_.now();
        sign_(request, now);
        return now;
    }
    void tell(action_result& result) override { time_.tell(runtime_, result); }

private:
    Transport& transport_;
    Runtime& runtime_;
    Sign& sign_;
    even_time time_;
};

/// The loop itself: asks the operation what to do, does it, tells what came of it.
JIMENG_DECL void run_blocking(operation& op, blocking_calls& calls);

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
