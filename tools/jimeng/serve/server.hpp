#ifndef JIMENG_COMMAND_SERVE_SERVER_HPP
#define JIMENG_COMMAND_SERVE_SERVER_HPP

#include "service.hpp"
#include "session.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace command::serve {

/// Many connections at once, on one thread.
///
/// There are never more than `most`: where they are taken, the one that has been asking for nothing longest makes room, so who
/// opens many and says nothing keeps nobody out.
class server final : public session_host {
public:
    /// @par Object lifetimes All that is given must outlive it.
    server(boost::asio::io_context& io, boost::asio::ip::tcp::acceptor& acceptor, boost::asio::ssl::context* tls,
           service& what, scratch& files, std::size_t most);
    ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    void begin();
    /// No more requests; who waits is answered. The context runs out of work then.
    void end();

    std::optional<reply> refusal(jimeng::detail::http_head const& head, std::uint64_t& most_body_bytes) override
    {
        return what_.refusal(head, most_body_bytes);
    }
    leaver answer(request asked, receiver done) override { return what_.answer(std::move(asked), std::move(done)); }
    void count(int status) override { what_.count(status); }
    [[nodiscard]] bool is_ending() const override { return what_.is_ending(); }
    scratch& files() override { return files_; }
    void set_at_leisure(session& one, bool at_leisure) override;
    void gone(session& one) override;

private:
    void accept();
    void open(boost::asio::ip::tcp::socket socket);

    boost::asio::ip::tcp::acceptor& acceptor_;
    boost::asio::ssl::context* tls_;
    service& what_;
    scratch& files_;
    boost::asio::steady_timer pause_;
    std::size_t most_;
    std::unordered_set<session*> open_;
    std::list<session*> at_leisure_; ///< The longest first.
    std::unordered_map<session*, std::list<session*>::iterator> places_;
};

} // namespace command::serve

#endif
