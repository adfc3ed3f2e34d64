#ifndef JIMENG_TESTS_NET_RAW_SERVER_HPP
#define JIMENG_TESTS_NET_RAW_SERVER_HPP

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace jimeng_tests {

/// The server's end of one connection. Reads give up after ten minutes, so that no test hangs.
class raw_peer {
public:
    explicit raw_peer(int descriptor) : descriptor_{descriptor}
    {
        timeval const patience{600, 0};
        int const on = 1;
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    raw_peer(raw_peer const&) = delete;
    raw_peer& operator=(raw_peer const&) = delete;
    ~raw_peer() { close(); }

    int descriptor() const { return descriptor_; }

    /// The next bytes, at most `most`; empty at the end.
    std::string read_some(std::size_t most = 65536)
    {
        std::string bytes(most, '\0');
        auto const size = ::recv(descriptor_, bytes.data(), most, 0);
        bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return bytes;
    }

    /// One request, head and body; empty when the client went away before.
    std::string read_request()
    {
        for (;;) {
            auto const head = received_.find("\r\n\r\n");
            auto const length = received_.find("Content-Length: ");
            std::size_t const body = length < head ? std::strtoul(received_.c_str() + length + 16, nullptr, 10) : 0;
            if (head != std::string::npos && received_.size() >= head + 4 + body) {
                auto request = received_.substr(0, head + 4 + body);
                received_.erase(0, request.size());
                return request;
            }
            auto const more = read_some();
            if (more.empty()) return {};
            received_ += more;
        }
    }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const size = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    /// Waits until the client closes.
    void drain()
    {
        while (!read_some().empty()) {}
    }

    void reset()
    {
        linger const at_once{1, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

    void close()
    {
        if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    }

private:
    int descriptor_;
    std::string received_;
};

/// Accepts on a loopback port and plays one session per connection, one after another, in a thread of its own.
class raw_server {
public:
    using session = std::function<void(raw_peer&, int connection)>;

    explicit raw_server(session play) : play_{std::move(play)}, listener_{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
            ::getsockname(listener_, generic, &size) != 0)
            throw std::runtime_error{"no loopback port"};
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    raw_server(raw_server const&) = delete;
    raw_server& operator=(raw_server const&) = delete;
    ~raw_server()
    {
        ::shutdown(listener_, SHUT_RDWR); // wakes accept
        thread_.join();
        ::close(listener_);
    }

    std::uint16_t port() const { return port_; }
    int connections() const { return connections_; }

private:
    void serve()
    {
        for (;;) {
            int const descriptor = ::accept(listener_, nullptr, nullptr);
            if (descriptor < 0) return;
            raw_peer peer{descriptor};
            play_(peer, ++connections_);
        }
    }

    session play_;
    int listener_;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::thread thread_;
};

/// A session that takes one request and sends these bytes.
inline raw_server::session answering(std::string bytes)
{
    return [bytes = std::move(bytes)](raw_peer& peer, int) {
        peer.read_request();
        peer.send(bytes);
    };
}

} // namespace jimeng_tests

#endif
