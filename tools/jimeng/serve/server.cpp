#include "server.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace command::serve {

server::server(boost::asio::io_context& io, boost::asio::ip::tcp::acceptor& acceptor, boost::asio::ssl::context* tls,
               service& what, scratch& files, std::size_t most)
    : acceptor_{acceptor},
      tls_{tls},
      what_{what},
      files_{files},
      pause_{io},
      most_{most}
{}

/// Where it ends by an exception, what is left in the context ends after it.
server::~server()
{
    for (auto* const one : open_)
        one->forget_host();
}

void server::begin()
{
    accept();
}

void server::end()
{
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    what_.end();
    auto const all = open_;
    for (auto* const one : all)
        one->drop();
}

void server::accept()
{
    acceptor_.async_accept([this](boost::system::error_code ec, boost::asio::ip::tcp::socket socket) {
        if (what_.is_ending()) return;
        if (!ec) {
            open(std::move(socket));
            return accept();
        }
        pause_.expires_after(std::chrono::milliseconds{100}); // out of descriptors: there will be some again
        pause_.async_wait([this](boost::system::error_code stopped) {
            if (!stopped) accept();
        });
    });
}

void server::open(boost::asio::ip::tcp::socket socket)
{
    boost::system::error_code ignored;
    socket.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
    bool const full = open_.size() >= most_;
    auto const one = std::make_shared<session>(jimeng::emulator::detail::served_stream{std::move(socket), tls_}, *this);
    open_.insert(one.get());
    if (full && !at_leisure_.empty()) {
        at_leisure_.front()->cut_off();
    } else if (full) {
        constexpr std::size_t most_turned_away = 64; // at once; more are not even told
        if (tls_ != nullptr || open_.size() > most_ + most_turned_away) return;
        count(429);
        return one->turn_away(error_reply({.status = 429,
                                           .message = "too many clients wait; ask again later",
                                           .code = "too_many_connections",
                                           .may_try_again = true}));
    }
    one->start();
}

void server::set_at_leisure(session& one, bool at_leisure)
{
    auto const place = places_.find(&one);
    if (at_leisure == (place != places_.end())) return;
    if (at_leisure) {
        places_.emplace(&one, at_leisure_.insert(at_leisure_.end(), &one));
    } else {
        at_leisure_.erase(place->second);
        places_.erase(place);
    }
}

void server::gone(session& one)
{
    set_at_leisure(one, false);
    open_.erase(&one);
}

} // namespace command::serve
