#ifndef JIMENG_NET_IMPL_EXCHANGE_END_IPP
#define JIMENG_NET_IMPL_EXCHANGE_END_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/net/detail/http_exchange.hpp>

#include <algorithm>

namespace jimeng::inline JIMENG_ABI::detail {

/// Starts the clock of a stage; it replaces that of the stage before.
inline void http_exchange::limit_stage(clock::duration duration)
{
    stage_duration_ = duration;
    window_bytes_ = 0;
    stage_limit_ = clock::now() + duration;
    wait_for_limit();
}

inline void http_exchange::wait_for_limit()
{
    shared_->deadlines->set(*this, std::min(stage_limit_, deadline_));
}

JIMENG_SELDOM inline void http_exchange::time_is_up()
{
    shared_->post([self = shared_from_this()] { self->on_limit(); });
}

/// The limit may have moved since it was set: then the rest of it is waited for.
JIMENG_SELDOM inline void http_exchange::on_limit()
{
    if (is_ending()) return;
    guarded([this] {
        auto const now = clock::now();
        if (now >= deadline_) return deadline_passed();
        if (now >= stage_limit_) stage_ == stage::connect ? connect_limit_reached(now) : stage_timed_out();
        if (!is_ending()) wait_for_limit();
    });
}

/// For what no handler of an operation stands around.
template <class Call>
void http_exchange::guarded(Call const& call)
{
    try {
        call();
    } catch (std::exception const& thrown) {
        threw(thrown);
    }
}

/// How long the service thinks before its first byte is the affair of `first_byte` and of the deadline alone.
JIMENG_SELDOM inline void http_exchange::wait_for_first_byte()
{
    if (options_.first_byte > std::chrono::milliseconds::zero())
        limit_stage(bounded_duration(options_.first_byte));
    else
        stage_limit_ = clock::time_point::max();
}

JIMENG_SELDOM inline std::string http_exchange::where() const
{
    auto const host = host_header(origin());
    return proxy_ == nullptr ? host : concat({host, " through the proxy ", proxy_name(*proxy_)});
}

JIMENG_SELDOM inline void http_exchange::deadline_passed()
{
    auto const most = std::to_string(shared_->connections.max());
    auto const within = concat({" within ", std::to_string(options_.timeout.count()), " ms"});
    fail(client_errc::deadline_before_send, client_errc::read_timeout,
         stage_ == stage::queue ? concat({"none of its ", most, " connections became free", within,
                                          "; allow more time or max_connections"})
                                : concat({"no answer", within, "; allow more time"}));
}

JIMENG_SELDOM inline void http_exchange::stage_timed_out()
{
    switch (stage_) {
    case stage::resolve:
        return fail(client_errc::resolve_failed, "looking the name up took too long; check the network");
    case stage::tunnel: return fail(client_errc::proxy_refused, "the proxy did not answer in time");
    case stage::handshake: return fail(client_errc::tls_handshake, "TLS: the handshake took too long");
    default: break;
    }
    auto const limit = std::chrono::duration_cast<std::chrono::milliseconds>(stage_duration_);
    auto const within = concat({" within ", std::to_string(limit.count()), " ms"});
    if (sent_all_ && !reader_.begun())
        return fail(client_errc::read_timeout, concat({"no answer", within, "; the server may be down"}));
    fail(client_errc::send_incomplete, client_errc::read_stalled, "less than 1 KiB moved" + within);
}

/// Bytes moved: a stall is measured anew after each KiB, so that a drip does not count as progress.
inline void http_exchange::progressed(std::size_t bytes)
{
    if (stage_ != stage::transfer) return;
    if (sent_all_ && !reader_.begun()) { // an interim answer; where it came in pieces, its limit is not the real one's
        if (std::exchange(answering_, false)) wait_for_first_byte();
        return;
    }
    window_bytes_ += bytes;
    if (std::exchange(answering_, reader_.begun()) != reader_.begun() || window_bytes_ >= 1024)
        limit_stage(shared_->options.stall);
}

JIMENG_SELDOM inline void http_exchange::fail(error_code before_sent, error_code after_sent, std::string reason)
{
    if (is_ending()) return;
    ending_ = true;
    reached_out_ = stage_ != stage::prepare;
    before_sent_ = before_sent;
    after_sent_ = after_sent;
    reason_ = std::move(reason);
    settle();
}

/// Of its own work, mostly out of memory: its caller is told. What a sink or a callback throws comes after the end, and
/// goes on.
JIMENG_SELDOM inline void http_exchange::threw(std::exception const& thrown)
{
    if (is_ending()) throw;
    std::string reason;
    try {
        reason = thrown.what();
    } catch (std::exception const&) { // no memory for words either
        reason.clear();
    }
    fail(client_errc::send_incomplete, client_errc::transport_threw, std::move(reason));
}

JIMENG_SELDOM inline void http_exchange::give_up()
{
    fail(client_errc::send_incomplete, client_errc::transport_threw, {});
    reading_ = writing_ = false;
    connecting_ = 0;
    settle();
}

JIMENG_SELDOM inline void http_exchange::abandon()
{
    done_ = nullptr;
    fail(client_errc::cancelled_before_send, client_errc::cancelled, {});
    settle();
}

/// Ends what is under way; the last handler to come back finishes.
JIMENG_SELDOM inline void http_exchange::settle()
{
    if (stage_ == stage::finished) return;
    race_.drop();
    if (connection_) {
        boost::system::error_code ignored;
        if (writing_ || reading_)
            connection_->socket.close(ignored);
        else
            connection_.reset();
    }
    if (!writing_ && !reading_ && connecting_ == 0) finish();
}

JIMENG_SELDOM inline void http_exchange::finish()
{
    stage_ = stage::finished;
    stop_callback_.reset();
    shared_->deadlines->clear(*this);
    if (lookup_) lookup_->cancel();
    shared_->buffers.give(std::move(input_));
    shared_->connections.release(*this);
    if (!starting_) return call_back();
    try {
        shared_->post([self = shared_from_this()] { self->call_back(); });
    } catch (std::exception const&) { // rather from inside than never
        call_back();
    }
}

JIMENG_SELDOM inline void http_exchange::call_back()
{
    diagnostics details;
    details.http_status = reader_.status();
    auto const done = std::exchange(done_, nullptr);
    if (!done) return;
    if (answered_) return done({}, reader_.release(), std::move(details));
    auto const code = sent_all_ ? after_sent_ : before_sent_;
    try {
        details.client_message = reached_out_ ? concat({where(), ": ", reason_}) : reason_;
    } catch (std::exception const&) { // the code is worth more than the words
        details.client_message.clear();
    }
    done(code, options_.partial_answer ? reader_.release() : http_response{}, std::move(details));
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
