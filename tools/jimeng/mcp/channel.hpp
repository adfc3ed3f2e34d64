#ifndef JIMENG_COMMAND_MCP_CHANNEL_HPP
#define JIMENG_COMMAND_MCP_CHANNEL_HPP

#include "line_splitter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace command::mcp {

/// A longer line is no message: the largest input pictures of a request, in base64, fit in.
inline constexpr std::size_t most_line_bytes = std::size_t{64} << 20;

/// What a channel tells.
struct channel_events {
    std::function<void(std::string_view)> line;
    std::function<void()> too_long; ///< A line that was passed over.
    std::function<void()> closed;   ///< No line comes any more; once.
};

/// Lines from standard input and to standard output, which may be pipes, sockets, terminals or files. While its peer does not
/// read what it is told it is not heard.
/// @par Thread safety Its functions are called on the thread of its executor, which they call back on.
/// @par Object lifetimes It must outlive the run of its executor.
class channel {
public:
    channel(boost::asio::any_io_executor executor, channel_events events);
    ~channel();
    channel(channel const&) = delete;
    channel& operator=(channel const&) = delete;

    void start();
    /// Sends a line; it must have no line's end within.
    void say(std::string line);
    /// Hears nothing more.
    void stop_hearing();
    /// Gives up what the peer does not take.
    void give_up();
    /// Bytes of lines that were said and not written yet.
    [[nodiscard]] std::size_t unwritten() const noexcept { return said_bytes_; }

private:
    using stream = boost::asio::posix::stream_descriptor;

    void hear();
    void heard(std::string_view piece);
    void hear_file();
    void end();
    void write();
    void written(boost::system::error_code ec);

    boost::asio::any_io_executor executor_;
    channel_events events_;
    line_splitter splitter_{most_line_bytes};
    std::optional<stream> in_;  ///< None: the system cannot wait for it, as for a file.
    std::optional<stream> out_; ///< Likewise.
    std::array<int, 2> flags_;
    std::array<char, 65536> piece_{};
    std::deque<std::string> said_;
    std::size_t said_bytes_ = 0;
    bool closed_ = false;
    bool hearing_ = false;
    bool deaf_ = false; ///< Nobody takes what is said.
};

} // namespace command::mcp

#endif
