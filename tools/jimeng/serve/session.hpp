#ifndef JIMENG_COMMAND_SERVE_SESSION_HPP
#define JIMENG_COMMAND_SERVE_SESSION_HPP

#include "reply.hpp"
#include "request_reader.hpp"

#include <jimeng/emulator/detail/served_stream.hpp>

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace command::serve {

class session;

/// What the connections need of their server. It outlives them.
class session_host {
public:
    using receiver = std::function<void(reply)>;
    using leaver = std::function<void()>;

    /// Looks at a head, before the body is read: why it is refused, or nothing and how long its body may be.
    virtual std::optional<reply> refusal(jimeng::detail::http_head const& head, std::uint64_t& most_body_bytes) = 0;
    /// Answers, now or later, once. @return What to call where the client hangs up before; empty where that changes nothing.
    virtual leaver answer(request asked, receiver done) = 0;
    /// What could not be read was answered so.
    virtual void count(int status) = 0;
    /// Whether no more requests are taken.
    [[nodiscard]] virtual bool is_ending() const = 0;
    virtual scratch& files() = 0;
    /// Nobody waits on this connection now, or somebody does again.
    virtual void set_at_leisure(session& one, bool at_leisure) = 0;
    virtual void gone(session& one) = 0;

protected:
    ~session_host() = default;
};

/// One connection. It lives as long as one of its operations does, or somebody works on its request.
///
/// While an answer is waited for, the connection is read on, so that a client that hangs up is noticed.
class session : public std::enable_shared_from_this<session> {
public:
    session(jimeng::emulator::detail::served_stream stream, session_host& host);
    ~session();
    session(session const&) = delete;
    session& operator=(session const&) = delete;

    void start();
    /// Answers this and nothing else, and ends.
    void turn_away(reply made) { answer(std::move(made)); }
    /// Ends it soon, because the server ends: at once where nobody waits on it, with an answer where a body is not whole, and
    /// who waits already is answered by others.
    void drop();
    /// The server is gone before it.
    void forget_host() noexcept { host_ = nullptr; }
    /// Ends it at once: to make room for others.
    void cut_off() { stream_.reset(); }

private:
    using error_code = boost::system::error_code;
    enum class stage { greeting, idle, head, body, waiting, writing, parting };

    void enter(stage next, std::chrono::steady_clock::duration patience);
    void on_timer();
    void begin_request();
    void read_more();
    void came(error_code ec, std::size_t size);
    void ended_by_peer();
    void take();
    void on_head();
    void on_body();
    void on_request();
    void refuse(jimeng::error_code const& ec);
    void refuse(int status, std::string message, std::string_view code);
    void answer(reply made);
    void write_next();
    [[nodiscard]] bool fill();
    void wrote(error_code ec);
    void part();

    jimeng::emulator::detail::served_stream stream_;
    session_host* host_; ///< Null only where it is gone, and nothing is called any more.
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point request_began_{};
    std::chrono::steady_clock::time_point answer_ends_{}; ///< However far it came.
    std::array<char, 8 * 1024> buffer_;
    std::string_view unread_; ///< Of the buffer.
    std::unique_ptr<request_reader> reader_;
    session_host::leaver leave_;
    reply reply_;
    std::size_t next_piece_ = 0;
    std::ifstream file_;
    std::string out_; ///< What is being written.
    stage at_ = stage::greeting;
    bool reading_ = false;
    bool told_to_go_on_ = false;
    bool saying_go_on_ = false;
    bool is_head_ = false; ///< The request is a HEAD.
    bool keep_alive_ = false;
};

} // namespace command::serve

#endif
