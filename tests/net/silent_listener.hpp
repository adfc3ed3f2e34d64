#ifndef JIMENG_TESTS_NET_SILENT_LISTENER_HPP
#define JIMENG_TESTS_NET_SILENT_LISTENER_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace jimeng_tests {

/// An address at which connecting never ends: a listener whose queue is full drops further attempts.
class silent_listener {
public:
    /// @param port  0: any that is free.
    explicit silent_listener(char const* address, std::uint16_t port = 0) : listener_{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(port);
        socklen_t size = sizeof place;
        auto* const generic = reinterpret_cast<sockaddr*>(&place);
        if (::inet_pton(AF_INET, address, &place.sin_addr) != 1 || ::bind(listener_, generic, size) != 0 ||
            ::listen(listener_, 0) != 0 || ::getsockname(listener_, generic, &size) != 0)
            throw std::runtime_error{"no loopback port"};
        port_ = ntohs(place.sin_port);
        for (int& filler : fillers_) {
            filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            ::connect(filler, generic, size);
        }
    }
    silent_listener(silent_listener const&) = delete;
    silent_listener& operator=(silent_listener const&) = delete;
    ~silent_listener()
    {
        for (int const filler : fillers_)
            ::close(filler);
        ::close(listener_);
    }

    std::uint16_t port() const { return port_; }

private:
    int listener_;
    int fillers_[4];
    std::uint16_t port_ = 0;
};

} // namespace jimeng_tests

#endif
