#ifndef JIMENG_NET_IMPL_EXCHANGE_TRANSFER_IPP
#define JIMENG_NET_IMPL_EXCHANGE_TRANSFER_IPP

#include <jimeng/net/detail/exchange_engine.hpp>

#include <algorithm>

namespace jimeng::detail {

inline void exchange_engine::begin_transfer()
{
    stage_ = stage::transfer;
    limit_stage(shared_->options.stall);
    write();
    // A server may answer, and refuse, before it has read everything: reading does not wait for the end of sending.
    // An answer may even have come in one piece with the end of the handshake.
    if (!is_ending() && connection_->tls) decrypt();
    if (!is_ending()) read();
}

inline void exchange_engine::read()
{
    if (reading_ || is_ending()) return;
    reading_ = true;
    connection_->socket.async_read_some(
        boost::asio::mutable_buffer{input_.data(), input_.size()},
        [self = shared_from_this()](error const& ec, std::size_t size) { self->on_read(ec, size); });
}

inline void exchange_engine::on_read(error ec, std::size_t size)
{
    reading_ = false;
    if (is_ending()) return settle();
    if (size != 0) received({input_.data(), size});
    if (is_ending()) return;
    if (ec) return read_ended(ec);
    if (stage_ == stage::handshake) return handshake();
    write(); // TLS may owe the server an answer
    read();
}

inline void exchange_engine::received(std::string_view bytes)
{
    if (connection_->tls) connection_->tls->feed(bytes);
    if (stage_ != stage::transfer) return;
    if (connection_->tls)
        decrypt();
    else if (take_plaintext(bytes) && reader_.done())
        answered();
}

inline void exchange_engine::decrypt()
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
        if (status == tls_session::status::closed) return read_ended(boost::asio::error::eof);
        if (status == tls_session::status::failed) return read_ended(boost::asio::error::connection_reset);
        if (!take_plaintext({plaintext.data(), size})) return;
    }
}

/// False when that ended the exchange.
inline bool exchange_engine::take_plaintext(std::string_view bytes)
try {
    auto const ec = reader_.feed(bytes);
    if (ec == client_errc::truncated)
        fail(ec, ec, "the answer does not say how long it is, so its end cannot be told from a cut");
    else if (ec)
        fail(ec, ec, "the answer was not taken: " + ec.message());
    if (ec) return false;
    progressed(bytes.size());
    return true;
} catch (...) { // of the body sink, or out of memory
    abandon();
    throw;
}

inline void exchange_engine::read_ended(error ec)
{
    if (stage_ == stage::handshake)
        return fail(client_errc::tls_handshake, "TLS: the server ended the handshake; check that the port speaks TLS");
    bool const reset = ec != boost::asio::error::eof;
    auto const code = reader_.begun() ? client_errc::truncated : reset ? client_errc::reset : client_errc::closed;
    fail(client_errc::send_incomplete, code,
         "the server ended the connection " + std::string{reader_.begun() ? "inside" : "before"} + " its answer");
}

/// The next slice of the request, or what TLS has to say; false when there is nothing to write.
inline bool exchange_engine::next_output()
{
    auto const total = head_.size() + request_->body.size();
    std::string_view slice;
    if (stage_ == stage::transfer && request_taken_ < total) {
        slice = request_taken_ < head_.size() ? std::string_view{head_}.substr(request_taken_)
                                              : std::string_view{request_->body}.substr(request_taken_ - head_.size());
        slice = slice.substr(0, 16 * 1024); // one TLS record
        request_taken_ += slice.size();
    }
    output_ = slice;
    if (!connection_->tls) return !output_.empty();
    if (!slice.empty() && connection_->tls->write(slice) != tls_session::status::progress) {
        fail(client_errc::send_incomplete, "TLS: the request cannot be encrypted");
        return false;
    }
    ciphertext_ = connection_->tls->take_output();
    output_ = ciphertext_;
    return !output_.empty();
}

inline void exchange_engine::write()
{
    if (writing_ || write_broken_ || is_ending()) return;
    if (output_.empty() && !next_output()) return;
    writing_ = true;
    connection_->mid_write = true;
    connection_->socket.async_write_some(
        boost::asio::const_buffer{output_.data(), output_.size()},
        [self = shared_from_this()](error const& ec, std::size_t size) { self->on_write(ec, size); });
}

inline void exchange_engine::on_write(error ec, std::size_t size)
{
    writing_ = false;
    output_.remove_prefix(size);
    connection_->mid_write = !output_.empty();
    bool const all_taken = stage_ == stage::transfer && request_taken_ == head_.size() + request_->body.size();
    if (all_taken && output_.empty() && !sent_all_) {
        sent_all_ = true;
        // How long the service thinks before its first byte is the deadline's business alone.
        if (!is_ending() && !reader_.begun()) stage_limit_ = clock::time_point::max();
    }
    if (is_ending()) return settle();
    if (!sent_all_ && !ec) progressed(size);
    if (!ec) return write();
    // The answer may stand in the receive buffer already; reading finds out, and soon.
    write_broken_ = true;
    limit_stage(std::min<clock::duration>(shared_->options.stall, std::chrono::seconds{1}));
}

inline void exchange_engine::answered()
{
    answered_ = ending_ = true;
    auto& c = *connection_;
    bool const clean = !surplus_ && !reader_.has_leftover() && !(c.tls && c.tls->has_unread());
    bool const reusable = sent_all_ && !writing_ && !write_broken_ && clean && reader_.keep_alive();
    if (reusable) shared_->pool.give(std::move(connection_), clock::now());
    settle();
}

} // namespace jimeng::detail

#endif
