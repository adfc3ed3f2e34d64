#ifndef JIMENG_EMULATOR_DETAIL_CARRIAGE_HPP
#define JIMENG_EMULATOR_DETAIL_CARRIAGE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/delivery.hpp>
#include <jimeng/emulator/detail/fault_rules.hpp>
#include <jimeng/emulator/detail/reply_head.hpp>
#include <jimeng/emulator/detail/service_access.hpp>
#include <jimeng/emulator/service.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/net/transport_options.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// One exchange without sockets, in steps between which the caller lets time pass: `arrive`, `carry_out`, `end`.
///
/// What the service has not taken of a request has not been sent, and an answer ends at the byte where a fault strikes.
class carriage {
public:
    using nanoseconds = std::chrono::nanoseconds;

    carriage(service& to, http_request const& request, exchange_options const& options)
        : to_{to},
          request_{request},
          options_{options},
          left_{options.timeout},
          first_byte_{options.first_byte.count() > 0 ? nanoseconds{options.first_byte} : nanoseconds::max()}
    {}

    /// Brings the request to the service. @returns What that takes.
    [[nodiscard]] nanoseconds arrive()
    {
        if (options_.stop.stop_requested()) fail(client_errc::cancelled_before_send);
        if (!over_) connect();
        if (!over_) send();
        return std::exchange(waited_, {});
    }

    /// Lets the service act, and brings its answer back. @returns What that takes.
    [[nodiscard]] nanoseconds carry_out(std::chrono::system_clock::time_point now)
    {
        if (over_) return {};
        if (answering_ == nullptr) act(now);
        if (over_) return std::exchange(waited_, {});
        if (answering_ != nullptr) reply_ = service_access::planned_answer(to_, *answering_, now);
        if (reply_.status != 0) depart();
        return std::exchange(waited_, {});
    }

    /// A stop came while it waited, and comes before what was waited for.
    void stop()
    {
        if (whole_ && options_.finish_once_sending) return;
        fail(whole_ ? client_errc::cancelled : client_errc::cancelled_before_send);
        reply_ = {};
    }

    [[nodiscard]] http_response end(error_code& ec, diagnostics& details)
    {
        details.http_status = reply_.status;
        if (!over_ || reply_.status != 0)
            if (auto const refused = deliver(reply_, options_)) ec_ = refused;
        ec = ec_;
        return !ec || (over_ && options_.partial_answer) ? std::move(reply_) : http_response{};
    }

private:
    /// What a client makes of what happens.
    struct meaning {
        client_errc close, reset, stall;
    };
    static constexpr meaning before_sent{client_errc::send_incomplete, client_errc::send_incomplete,
                                         client_errc::deadline_before_send};
    static constexpr meaning before_answer{client_errc::closed, client_errc::reset, client_errc::read_timeout};
    static constexpr meaning inside_answer{client_errc::truncated, client_errc::truncated, client_errc::read_stalled};
    static constexpr meaning in_handshake{client_errc::tls_handshake, client_errc::tls_handshake,
                                          client_errc::tls_handshake};

    [[nodiscard]] planned_fault const* strike(call_ticket const& call, fault_point point, std::uint64_t bytes = 0)
    {
        return service_access::faults(to_).strike(call, point, bytes);
    }

    void fail(error_code ec)
    {
        ec_ = ec;
        over_ = true;
    }

    /// Waits, but no longer than the client does.
    void pass(nanoseconds time, nanoseconds limit, client_errc when_too_long)
    {
        auto const most = std::min(limit, left_);
        if (time >= most) fail(when_too_long);
        time = std::min(time, most);
        waited_ += time;
        left_ -= time;
        if (whole_ && first_byte_ != nanoseconds::max()) first_byte_ -= time;
    }

    void suffer(planned_fault const* fault, meaning const& means, nanoseconds limit)
    {
        if (fault == nullptr) return;
        switch (fault->action) {
        case fault_action::close: return fail(means.close);
        case fault_action::reset: return fail(means.reset);
        case fault_action::stall: return pass(nanoseconds::max(), limit, means.stall);
        case fault_action::delay: return pass(fault->milliseconds, limit, means.stall);
        case fault_action::status:
        case fault_action::body: break;
        }
        if (answers(*fault))
            answering_ = fault;
        else
            fail(means.close == client_errc::tls_handshake ? client_errc::tls_handshake : client_errc::bad_http);
    }

    void hold_back()
    {
        if (over_ || !options_.before_first_byte) return;
        if (auto const ec = options_.before_first_byte()) fail(ec);
    }

    /// Each exchange has a connection of its own.
    void connect()
    {
        auto const connection = service_access::faults(to_).open_connection();
        bool const secure = request_.origin.scheme == "https";
        nanoseconds const limit = transport_options{}.tls;
        if (!secure) hold_back();
        if (!over_)
            suffer(strike(connection, fault_point::accept), secure ? in_handshake : before_sent,
                   secure ? limit : nanoseconds::max());
        if (!over_ && secure) suffer(strike(connection, fault_point::tls), in_handshake, limit);
        if (secure) hold_back();
    }

    /// A point inside the request, or at its end.
    void meet(fault_point point, std::size_t body_bytes)
    {
        if (over_ || answering_ != nullptr) return;
        auto const* const fault = strike(call_, point, body_bytes);
        auto const taken = fault != nullptr && fault->point == fault_point::body ? fault->at : body_bytes;
        whole_ = taken >= request_.body.size();
        suffer(fault, whole_ ? before_answer : before_sent, whole_ ? first_byte_ : nanoseconds::max());
    }

    void send()
    {
        call_ = service_access::open_call(to_, request_.target);
        meet(fault_point::head, 0);
        meet(fault_point::body, request_.body.size());
        meet(fault_point::before_commit, request_.body.size());
    }

    void act(std::chrono::system_clock::time_point now)
    {
        auto done = service_access::carry_out(to_, as_received(request_), now);
        if (done.committed) suffer(strike(call_, fault_point::after_commit), before_answer, first_byte_);
        if (over_ || answering_ != nullptr) return;
        while (!done.answer.step()) {}
        reply_ = done.answer.take();
    }

    void depart()
    {
        auto const head = reply_head(reply_, true).size();
        auto const* const fault = strike(call_, fault_point::reply_byte, head + reply_.body.size() - 1);
        if (fault == nullptr) return arrived_whole();
        bool const begun = fault->at != 0;
        if (fault->action == fault_action::body && fault->at >= head) return garble(*fault, fault->at - head);
        suffer(fault, begun ? inside_answer : before_answer,
               begun ? nanoseconds{transport_options{}.stall} : first_byte_);
        if (!over_) return arrived_whole();
        if (fault->at < head) reply_ = {};
        reply_.body.resize(std::min<std::size_t>(reply_.body.size(), fault->at - std::min(fault->at, head)));
    }

    /// Other bytes take the place of the body's, as many as it has.
    void garble(planned_fault const& fault, std::size_t from)
    {
        auto const length = reply_.body.size();
        reply_.body.resize(from);
        reply_.body += fault.body;
        if (reply_.body.size() < length) return fail(client_errc::truncated);
        reply_.body.resize(length);
        arrived_whole();
    }

    /// What becomes of the connection now is nothing that this exchange sees.
    void arrived_whole() { static_cast<void>(strike(call_, fault_point::close)); }

    service& to_;
    http_request const& request_;
    exchange_options const& options_;
    nanoseconds left_;       ///< Of the client's patience.
    nanoseconds first_byte_; ///< Of that with the answer's first byte.
    nanoseconds waited_{0};
    planned_fault const* answering_ = nullptr;
    call_ticket call_;
    http_response reply_;
    error_code ec_;
    bool whole_ = false; ///< The request has been sent.
    bool over_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
