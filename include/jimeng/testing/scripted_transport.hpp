#ifndef JIMENG_TESTING_SCRIPTED_TRANSPORT_HPP
#define JIMENG_TESTING_SCRIPTED_TRANSPORT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/transport.hpp>
#include <jimeng/testing/manual_clock.hpp>
#include <jimeng/testing/virtual_runtime.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::testing {

/// One call of the transport, as a test wants to see it.
struct recorded_call {
    http_request request;
    std::chrono::milliseconds timeout{};
    std::size_t max_body_bytes = 0;
    bool fresh_connection = false;
    bool had_sink = false;
    manual_clock::time_point at;
};

/// Answers from a script, in its order, and writes down what it was asked. Models both transport concepts and
/// keeps time, virtual time: waiting takes none.
///
/// Callbacks are queued and called by `run` or `poll`, the earliest due first; so several operations share one
/// virtual time line. A script that is too short answers `connect_refused` and says so. A copy goes on by itself, in a
/// time line of its own.
/// @par Object lifetimes Do not move it while callbacks are queued.
class scripted_transport {
public:
    explicit scripted_transport(manual_clock clock = manual_clock{}) : time_{virtual_runtime{clock}} {}
    /// In a time that others live in too.
    explicit scripted_transport(virtual_runtime time) : time_{std::move(time)} {}

    /// Appends an answer.
    scripted_transport& answer(int status, std::string body, http_headers headers = {})
    {
        script_.push_back({{status, std::move(headers), std::move(body)}, {}, {}});
        return *this;
    }

    /// Appends a failure.
    /// @param partial_body  What a body sink gets to see before it; without one, what is returned where
    /// `exchange_options::partial_answer` asks for it.
    scripted_transport& fail(error_code ec, std::string_view partial_body = {}, diagnostics details = {})
    {
        script_.push_back({{200, {}, std::string{partial_body}}, ec, std::move(details)});
        return *this;
    }

    /// Appends an answer that breaks off: `came` is as much of it as there was, its head whole.
    scripted_transport& break_off(error_code ec, http_response came, diagnostics details = {})
    {
        script_.push_back({std::move(came), ec, std::move(details), true});
        return *this;
    }

    /// Fails the n-th exchange, counted from 1, without using up the script.
    scripted_transport& fail_call(std::size_t n, error_code ec)
    {
        failing_calls_[n] = ec;
        return *this;
    }

    http_response exchange(http_request const& request, exchange_options const& options, error_code& ec,
                           diagnostics& details)
    {
        calls_.push_back({request, options.timeout, options.max_body_bytes, options.fresh_connection,
                          static_cast<bool>(options.sink), time_.now()});
        auto taken = next_step(options);
        if (taken.error != client_errc::cancelled_before_send) deliver_body(taken, options);
        ec = taken.error;
        details = std::move(taken.details);
        if (ec) return options.partial_answer ? std::move(taken.response) : http_response{};
        details.http_status = taken.response.status;
        return std::move(taken.response);
    }

    void async_exchange(http_request request, exchange_options options, exchange_callback done)
    {
        time_.call_after({}, {},
                         [this, request = std::move(request), options = std::move(options),
                          done = std::move(done)](bool, manual_clock::time_point) {
                             error_code ec;
                             diagnostics details;
                             auto response = exchange(request, options, ec, details);
                             done(ec, std::move(response), std::move(details));
                         });
    }

    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done)
    {
        time_.async_wait(duration, std::move(stop), std::move(done));
    }

    [[nodiscard]] manual_clock::time_point now() const noexcept { return time_.now(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { time_.wait(duration, stop); }
    /// As `runtime().set_random` says; 0 without it.
    [[nodiscard]] double random() const noexcept { return time_.random(); }
    [[nodiscard]] virtual_runtime runtime() const { return time_; }

    /// Calls the earliest callback; false when none is queued.
    bool poll() { return time_.poll(); }
    /// Calls back until nothing is queued; returns how many calls that took.
    std::size_t run() { return time_.run(); }

    [[nodiscard]] std::vector<recorded_call> const& calls() const noexcept { return calls_; }
    [[nodiscard]] std::vector<std::chrono::nanoseconds> const& waits() const noexcept { return time_.waits(); }
    /// Steps of the script that were not used: a test that planned them wants 0.
    [[nodiscard]] std::size_t steps_left() const noexcept { return script_.size(); }
    [[nodiscard]] manual_clock& clock() noexcept { return time_.clock(); }

private:
    struct step {
        http_response response;
        error_code error;
        diagnostics details;
        bool has_head = !error.failed(); ///< Of a failure: whether a head came before it.
    };

    static error_code outcome(std::stop_token const& stop)
    {
        return stop.stop_requested() ? make_error_code(client_errc::cancelled_before_send) : error_code{};
    }

    step next_step(exchange_options const& options)
    {
        if (auto const stopped = outcome(options.stop)) return {{}, stopped, {}};
        if (auto const planned = failing_calls_.find(calls_.size()); planned != failing_calls_.end())
            return {{}, planned->second, {}};
        if (options.before_first_byte)
            if (auto const ec = options.before_first_byte()) return {{}, ec, {}};
        if (script_.empty()) {
            diagnostics details;
            details.client_message = "scripted_transport: the script has no answer left";
            return {{}, client_errc::connect_refused, std::move(details)};
        }
        auto next = std::move(script_.front());
        script_.pop_front();
        return next;
    }

    /// In two pieces, because a sink that counts on one is wrong.
    static void deliver_body(step& taken, exchange_options const& options)
    {
        auto& body = taken.response.body;
        if (body.size() > options.max_body_bytes) taken.error = client_errc::too_large;
        if (taken.response.status / 100 != 2 || body.size() > options.max_body_bytes) return;
        if (options.on_head && taken.has_head)
            if (auto const ec = options.on_head(taken.response.status, taken.response.headers)) {
                taken.error = ec;
                return;
            }
        if (!options.sink) return;
        auto const half = body.size() / 2;
        for (auto const piece : {std::string_view{body}.substr(0, half), std::string_view{body}.substr(half)})
            if (auto const ec = piece.empty() ? error_code{} : options.sink(piece)) {
                taken.error = ec;
                break;
            }
        body.clear();
    }

    /// A value, as the rest of the transport is.
    struct time_line : virtual_runtime {
        explicit time_line(virtual_runtime time) : virtual_runtime{std::move(time)} {}
        time_line(time_line const& other) : virtual_runtime{other.fork()} {}
        time_line(time_line&&) noexcept = default;
        time_line& operator=(time_line other) noexcept
        {
            virtual_runtime::operator=(std::move(other));
            return *this;
        }
        ~time_line() = default;
    };

    time_line time_;
    std::deque<step> script_;
    std::map<std::size_t, error_code> failing_calls_;
    std::vector<recorded_call> calls_;
};

} // namespace jimeng::inline JIMENG_ABI::testing

#endif
