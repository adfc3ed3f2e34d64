#ifndef JIMENG_BENCHMARKS_LISTENER_HPP
#define JIMENG_BENCHMARKS_LISTENER_HPP

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <stdexcept>

/// A socket that listens on a free port of 127.0.0.1; whoever has it closes it.
struct listener {
    listener() : socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        if (socket < 0 || ::bind(socket, any, size) != 0 || ::listen(socket, 64) != 0 ||
            ::getsockname(socket, any, &size) != 0)
            throw std::runtime_error{"a port on 127.0.0.1 cannot be opened"};
        port = ntohs(address.sin_port);
    }

    int socket;
    std::uint16_t port = 0;
};

#endif
