#ifndef JIMENG_COMMAND_SERVE_LISTENING_HPP
#define JIMENG_COMMAND_SERVE_LISTENING_HPP

#include "arguments.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace command::serve {

/// Where clients come in.
struct listening {
    std::unique_ptr<boost::asio::ip::tcp::acceptor> acceptor;
    std::unique_ptr<boost::asio::ssl::context> tls; ///< None: plain HTTP.
    std::string url;
    std::string host; ///< Of `url`, as a `Host` names it; empty: it listens on all addresses.
};

/// Opens the port. Others than this machine reach it only through TLS, here or in what stands before it,
/// and where that is any address of the machine, by a name that is given.
/// @return What keeps it, in one line; empty where nothing does.
[[nodiscard]] std::string open_port(arguments const& wanted, boost::asio::io_context& io, listening& to);

/// How much is taken at once, so that the open files that the system allows suffice to bring home what is paid.
struct capacity {
    std::size_t connections = 0;
    std::size_t tasks = 0; ///< Those that wait for a place included.
};

/// Asks for more open files first.
/// @param most_connections  It has never more.
/// @param concurrency  Tasks of one model that run at once.
[[nodiscard]] capacity capacity_within_limits(std::size_t most_connections, std::size_t concurrency) noexcept;

} // namespace command::serve

#endif
