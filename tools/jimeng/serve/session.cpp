#include "session.hpp"

#include <jimeng/wire/base64.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace command::serve {

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds for_handshake{10};
constexpr seconds for_head{10};
constexpr seconds when_idle{75};
constexpr seconds between_pieces{15}; // of a body
constexpr seconds for_request{600};   // and of all of it
constexpr seconds for_piece_sent{60};
constexpr seconds for_answer{600};
constexpr seconds for_last_answer{10}; // once the server ends
constexpr seconds for_parting{5};
constexpr seconds endless{0};

constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
/// Of a file; its base64 has no padding in the middle then.
constexpr std::size_t bytes_at_once = 3 * 16 * 1024;

} // namespace

session::session(jimeng::emulator::detail::served_stream stream, session_host& host)
    : stream_{std::move(stream)},
      host_{&host},
      timer_{stream_.get_executor()}
{}

session::~session()
{
    if (host_ != nullptr) host_->gone(*this);
}

void session::enter(stage next, steady_clock::duration patience)
{
    at_ = next;
    host_->set_at_leisure(*this, next <= stage::head);
    timer_.cancel();
    if (patience == endless) return;
    timer_.expires_after(patience);
    timer_.async_wait([self = weak_from_this()](error_code stopped) {
        auto const mine = self.lock();
        if (mine && !stopped) mine->on_timer();
    });
}

void session::on_timer()
{
    if (saying_go_on_) return stream_.reset(); // it does not even read that
    bool const asks = at_ == stage::body || (at_ == stage::head && reader_ && reader_->begun());
    if (asks) return refuse(408, "the request did not come in time; send it without a pause", "request_timeout");
    if (at_ == stage::idle || at_ == stage::head) return part();
    stream_.reset();
}

void session::start()
{
    if (!stream_.encrypted()) return begin_request();
    enter(stage::greeting, for_handshake);
    stream_.handshake([self = shared_from_this()](error_code ec) {
        if (!ec) self->begin_request();
    });
}

void session::drop()
{
    if (at_ <= stage::head) return part();
    if (at_ == stage::body && saying_go_on_) return stream_.reset();
    if (at_ == stage::body) {
        host_->count(503);
        return answer(shutting_down());
    }
    if (at_ != stage::writing) return;
    auto const now = steady_clock::now();
    answer_ends_ = std::min(answer_ends_, now + for_last_answer);
    enter(stage::writing, answer_ends_ - now);
}

void session::begin_request()
{
    bool const first = at_ == stage::greeting;
    reader_ = std::make_unique<request_reader>(host_->files());
    told_to_go_on_ = is_head_ = false;
    keep_alive_ = false; // what is answered before the whole of a request was read ends the connection
    if (!first && host_->is_ending()) return part();
    enter(first ? stage::head : stage::idle, first ? for_head : when_idle);
    if (!unread_.empty()) return take();
    read_more();
}

void session::read_more()
{
    if (std::exchange(reading_, true)) return;
    stream_.async_read_some(boost::asio::buffer(buffer_),
                            [self = shared_from_this()](error_code ec, std::size_t size) { self->came(ec, size); });
}

void session::came(error_code ec, std::size_t size)
{
    reading_ = false;
    if (ec) return ended_by_peer();
    if (at_ == stage::parting) return read_more(); // nobody wants it any more
    unread_ = {buffer_.data(), size};
    if (at_ < stage::waiting) take();
}

/// Who asks for nothing more has hung up: nobody can tell whether he still listens.
void session::ended_by_peer()
{
    if (at_ == stage::waiting) {
        if (auto const leave = std::exchange(leave_, {})) leave();
        at_ = stage::parting;
        return stream_.cut();
    }
    bool const in_the_middle = (at_ == stage::head || at_ == stage::body) && reader_->begun();
    if (in_the_middle) refuse(400, "the request ends in the middle; send all of it", "bad_request");
}

/// What came with the last request is the beginning of the next.
void session::take()
{
    bool const had_head = reader_->has_head();
    if (auto const ec = reader_->feed(unread_)) return refuse(ec);
    if (!reader_->has_head()) {
        if (at_ == stage::idle && reader_->begun()) enter(stage::head, for_head);
        return read_more();
    }
    if (!had_head) return on_head();
    on_body();
}

void session::on_head()
{
    is_head_ = reader_->head.method == "HEAD";
    request_began_ = steady_clock::now();
    std::uint64_t most = 0;
    if (auto refused = host_->refusal(reader_->head, most)) return answer(*std::move(refused));
    auto const* const expected = jimeng::find_header(reader_->head.headers, "Expect");
    if (expected != nullptr && !jimeng::detail::equal_ignoring_case(*expected, "100-continue"))
        return refuse(417, "Expect " + *expected + ": is not understood; send 100-continue, or leave it out",
                      "bad_request");
    if (!reader_->allow(most)) return refuse(jimeng::client_errc::too_large);
    on_body();
}

void session::on_body()
{
    if (reader_->done()) return on_request();
    if (steady_clock::now() - request_began_ > for_request)
        return refuse(408, "the request did not come in time; send it faster", "request_timeout");
    enter(stage::body, between_pieces);
    if (std::exchange(told_to_go_on_, true) || !reader_->awaits_go_ahead()) return read_more();
    saying_go_on_ = true;
    boost::asio::async_write(stream_, boost::asio::buffer(go_on.data(), go_on.size()),
                             [self = shared_from_this()](error_code ec, std::size_t) {
                                 self->saying_go_on_ = false;
                                 if (!ec) self->read_more();
                             });
}

void session::on_request()
{
    keep_alive_ = reader_->keeps_alive();
    auto asked = reader_->release();
    reader_.reset(); // who waits takes little room
    enter(stage::waiting, endless);
    auto leave = host_->answer(std::move(asked), [self = shared_from_this()](reply made) {
        if (self->at_ == stage::waiting) self->answer(std::move(made));
    });
    if (at_ != stage::waiting) return;
    leave_ = std::move(leave);
    if (unread_.empty()) read_more();
}

/// What cannot be read.
void session::refuse(jimeng::error_code const& ec)
{
    if (reader_->is_out_of_room())
        return refuse(429, "the server has no room for the request now; send it again later, or a shorter one",
                      "no_room");
    if (ec != jimeng::client_errc::too_large)
        return refuse(400, "the request is no HTTP/1.1; send it with a well-kept client", "bad_request");
    if (reader_->has_head())
        return refuse(413, "the body is too large (limit: 64 MiB, without files 1 MiB); make it smaller", "too_large");
    refuse(431, "the headers are too large (limit: 32 KiB and 100 lines); send fewer", "too_large");
}

void session::refuse(int status, std::string message, std::string_view code)
{
    keep_alive_ = false;
    host_->count(status);
    answer(error_reply({.status = status, .message = std::move(message), .code = code}));
}

void session::answer(reply made)
{
    leave_ = {};
    reply_ = std::move(made);
    keep_alive_ = keep_alive_ && !reply_.is_last && !host_->is_ending();
    out_ = head_of(reply_, keep_alive_);
    next_piece_ = is_head_ ? reply_.body.size() : 0;
    answer_ends_ = steady_clock::now() + (host_->is_ending() ? for_last_answer : for_answer);
    write_next();
}

void session::write_next()
{
    auto const left = answer_ends_ - steady_clock::now();
    if (left <= endless) return stream_.reset();
    enter(stage::writing, std::min<steady_clock::duration>(left, for_piece_sent));
    while (out_.size() < bytes_at_once && (file_.is_open() || next_piece_ != reply_.body.size()))
        if (!fill()) return stream_.reset(); // the file has changed: better no answer than a wrong one
    boost::asio::async_write(stream_, boost::asio::buffer(out_),
                             [self = shared_from_this()](error_code ec, std::size_t) { self->wrote(ec); });
}

/// Takes more of the body into what is written.
bool session::fill()
{
    auto& one = reply_.body[next_piece_];
    if (one.file.empty()) return out_ += one.text, ++next_piece_, true;
    if (!file_.is_open()) file_.open(one.file, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(one.size_bytes, bytes_at_once)), '\0');
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return false;
    out_ += jimeng::base64_encode(bytes);
    one.size_bytes -= bytes.size();
    if (one.size_bytes != 0) return true;
    file_ = {};
    ++next_piece_;
    return true;
}

void session::wrote(error_code ec)
{
    out_.clear();
    if (ec) return timer_.cancel(), void();
    if (file_.is_open() || next_piece_ != reply_.body.size()) return write_next();
    reply_ = {};
    out_ = {};
    if (keep_alive_) return begin_request();
    part();
}

/// Ends the connection so that the peer sees an end and no reset, whatever of its bytes was not read.
void session::part()
{
    enter(stage::parting, for_parting);
    stream_.cut();
    read_more();
}

} // namespace command::serve
