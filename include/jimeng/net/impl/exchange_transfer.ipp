#ifndef JIMENG_NET_IMPL_EXCHANGE_TRANSFER_IPP
#define JIMENG_NET_IMPL_EXCHANGE_TRANSFER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/net/detail/http_exchange.hpp>

#include <algorithm>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI::detail {

inline constexpr std::size_t slice_bytes = 16 * 1024; ///< Of the request: one TLS record.

JIMENG_SELDOM inline void http_exchange::begin_transfer()
{
    if (options_.async_before_first_byte) return hold_first_byte();
    first_byte_may_leave(options_.before_first_byte ? options_.before_first_byte() : error_code{});
}

/// Meanwhile only the deadline runs.
inline void http_exchange::hold_first_byte()
{
    stage_ = stage::held;
    stage_limit_ = clock::time_point::max();
    wait_for_limit();
    auto const said = std::make_shared<error_code>();
    std::stop_source answered;
    stoppable_wait::until(answered.get_token(), shared_, [self = shared_from_this(), said, answered](error_code) {
        if (answered.stop_requested()) self->guarded([&] { self->first_byte_may_leave(*said); });
    });
    try {
        options_.async_before_first_byte([said, answered](error_code ec) mutable {
            *said = ec;
            answered.request_stop();
        });
    } catch (...) { // else the wait would keep the context running for a year
        *said = client_errc::send_incomplete;
        answered.request_stop();
        throw;
    }
}

JIMENG_SELDOM inline void http_exchange::first_byte_may_leave(error_code const& ec)
{
    if (is_ending()) return;
    if (ec) return fail(ec, ec, "it was held back before its first byte: " + ec.message());
    start_transfer();
}

JIMENG_SELDOM inline void http_exchange::start_transfer()
{
    stage_ = stage::transfer;
    body_.emplace(request_);
    opening_ = request_head(request_, std::min<std::uint64_t>(body_size(request_), slice_bytes));
    opening_ += body_->take(slice_bytes - std::min(opening_.size(), slice_bytes));
    if (!body_->complaint().empty()) return fail(client_errc::send_incomplete, body_->complaint());
    limit_stage(shared_->options.stall);
    write();
    // A server may answer, and refuse, before it has read everything: reading does not wait for the end of sending.
    // An answer may even have come in one piece with the end of the handshake.
    if (!is_ending() && connection_->tls) decrypt();
    if (!is_ending()) read();
}

inline void http_exchange::read()
{
    if (reading_ || is_ending() || !has_room()) return;
    if (!input_) input_ = shared_->buffers.take();
    connection_->socket.async_read_some(boost::asio::mutable_buffer{input_->data(), input_->size()},
                                        then(&http_exchange::on_read));
    reading_ = true;
}

/// Whether whoever takes the answer can take more. Else reading goes on as soon as it can.
inline bool http_exchange::has_room()
{
    return !options_.room || stage_ != stage::transfer || (!paused_ && asked_for_room());
}

inline bool http_exchange::asked_for_room()
{
    std::stop_source emptied;
    if (options_.room([emptied]() mutable { emptied.request_stop(); })) return true;
    paused_ = true;
    stage_limit_ = clock::time_point::max();
    stoppable_wait::until(emptied.get_token(), shared_, [self = shared_from_this()](error_code) {
        self->paused_ = false;
        if (self->is_ending()) return;
        self->guarded([&] {
            self->limit_stage(self->shared_->options.stall);
            self->read();
        });
    });
    return false;
}

inline void http_exchange::on_read(error ec, std::size_t size)
try {
    reading_ = false;
    if (is_ending()) return settle();
    if (size != 0) received({input_->data(), size});
    if (is_ending()) return;
    if (ec) return read_ended(ec);
    if (stage_ == stage::handshake) return handshake();
    write(); // TLS may owe the server an answer
    read();
} catch (std::exception const& thrown) {
    threw(thrown);
}

inline void http_exchange::received(std::string_view bytes)
{
    if (stage_ == stage::tunnel) return tunnel_came(bytes);
    if (connection_->tls) connection_->tls->feed(bytes);
    if (stage_ != stage::transfer) return;
    if (connection_->tls)
        decrypt();
    else if (take_plaintext(bytes) && reader_.done())
        answered();
}

inline void http_exchange::decrypt()
{
    std::array<char, 16 * 1024> plaintext;
    for (;;) {
        std::size_t size = 0;
        auto const status = connection_->tls->read(plaintext.data(), plaintext.size(), size);
        if (reader_.done()) {
            surplus_ = status != tls_session::status::wants_input;
            return answered();
        }
        if (status == tls_session::status::wants_input) return;
        if (status == tls_session::status::closed) return read_ended(boost::asio::error::eof, true);
        if (status == tls_session::status::failed) return read_ended(boost::asio::error::connection_reset);
        if (!take_plaintext({plaintext.data(), size})) return;
    }
}

/// False when that ended the exchange.
inline bool http_exchange::take_plaintext(std::string_view bytes)
try {
    auto const ec = reader_.feed(bytes);
    if (ec) fail(ec, ec, "the answer was not taken: " + ec.message());
    if (ec) return false;
    progressed(bytes.size());
    return true;
} catch (...) {
    if (reader_.in_sink()) abandon();
    throw;
}

/// @param authenticated  TLS said that this is the end, so that nobody else can have brought it about.
JIMENG_SELDOM inline void http_exchange::read_ended(error ec, bool authenticated)
{
    if (stage_ == stage::tunnel) return fail(client_errc::proxy_refused, "the proxy ended the connection");
    if (stage_ == stage::handshake)
        return fail(client_errc::tls_handshake, "TLS: the server ended the handshake; check that the port speaks TLS");
    bool const reset = ec != boost::asio::error::eof;
    bool const open = reader_.ends_with_connection();
    if (open && !reset && (authenticated || reader_.has_whole_json())) return answered();
    auto const code = reader_.begun() ? client_errc::truncated : reset ? client_errc::reset : client_errc::closed;
    fail(client_errc::send_incomplete, code,
         open ? "the answer does not say how long it is, so its end cannot be told from a cut"
              : concat({"the server ended the connection ", reader_.begun() ? "inside" : "before", " its answer"}));
}

/// Of the request; empty when all of it was taken.
inline std::string_view http_exchange::next_slice()
{
    if (stage_ != stage::transfer) return {};
    if (!std::exchange(opening_taken_, true)) return opening_;
    return body_->take(slice_bytes);
}

/// The next slice of the request, or what TLS has to say; false when there is nothing to write.
inline bool http_exchange::next_output()
{
    auto const slice = next_slice();
    output_ = slice;
    if (body_ && !body_->complaint().empty()) {
        fail(client_errc::send_incomplete, body_->complaint());
        return false;
    }
    if (!connection_->tls) return !output_.empty();
    if (!slice.empty() && connection_->tls->write(slice) != tls_session::status::progress) {
        fail(client_errc::send_incomplete, "TLS: the request cannot be encrypted");
        return false;
    }
    ciphertext_ = connection_->tls->take_output();
    output_ = ciphertext_;
    return !output_.empty();
}

/// Hands over at once what the system takes at once: mostly that is all, and no handler has to come back for it.
inline void http_exchange::write()
{
    while (!writing_ && !write_broken_ && !is_ending()) {
        if (output_.empty() && !next_output()) return;
        error ec;
        auto const size = connection_->socket.write_some(boost::asio::const_buffer{output_.data(), output_.size()}, ec);
        if (ec == boost::asio::error::would_block || ec == boost::asio::error::interrupted) return write_later();
        wrote(ec, size);
    }
}

JIMENG_SELDOM inline void http_exchange::write_later()
{
    connection_->mid_write = true;
    connection_->socket.async_write_some(boost::asio::const_buffer{output_.data(), output_.size()},
                                         then(&http_exchange::on_write));
    writing_ = true;
}

inline void http_exchange::on_write(error ec, std::size_t size)
try {
    writing_ = false;
    wrote(ec, size);
    if (is_ending()) return settle();
    write();
} catch (std::exception const& thrown) {
    threw(thrown);
}

inline void http_exchange::wrote(error ec, std::size_t size)
{
    // Under TLS the last words of the handshake may stand before the request: they count, since nobody can tell.
    if (size != 0 && opening_taken_) sending_ = true;
    output_.remove_prefix(size);
    connection_->mid_write = !output_.empty();
    bool const all_taken = stage_ == stage::transfer && opening_taken_ && body_->all_taken();
    if (all_taken && output_.empty() && !sent_all_) {
        sent_all_ = true;
        if (!is_ending() && !reader_.begun()) wait_for_first_byte();
    }
    if (is_ending()) return;
    if (!sent_all_ && !ec) progressed(size);
    if (!ec) return;
    // The answer may stand in the receive buffer already; reading finds out, and soon.
    write_broken_ = true;
    limit_stage(std::min<clock::duration>(shared_->options.stall, std::chrono::seconds{1}));
}

JIMENG_SELDOM inline void http_exchange::answered()
{
    answered_ = ending_ = true;
    auto& c = *connection_;
    bool const clean = !surplus_ && !reader_.has_leftover() && !(c.tls && c.tls->has_unread());
    bool const reusable = sent_all_ && !writing_ && !write_broken_ && clean && reader_.keeps_alive();
    if (reusable) shared_->pool.give(std::move(connection_), clock::now());
    settle();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
