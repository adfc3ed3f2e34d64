#ifndef JIMENG_BENCHMARKS_CURL_SIGNING_HPP
#define JIMENG_BENCHMARKS_CURL_SIGNING_HPP

#include "listener.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

/// A server on this machine that answers every request with an empty 200, one connection at a time.
class empty_answers {
public:
    empty_answers() : thread_{[this] { serve(); }} {}
    empty_answers(empty_answers const&) = delete;
    empty_answers& operator=(empty_answers const&) = delete;
    ~empty_answers()
    {
        ::shutdown(listener_.socket, SHUT_RDWR);
        thread_.join();
        ::close(listener_.socket);
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port; }

private:
    void serve() const
    {
        for (int peer = 0; (peer = ::accept(listener_.socket, nullptr, nullptr)) >= 0; ::close(peer))
            answer_all(peer);
    }

    static void answer_all(int peer)
    {
        constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        std::string received;
        char buffer[4096];
        for (ssize_t size = 0; (size = ::recv(peer, buffer, sizeof buffer, 0)) > 0;) {
            received.append(buffer, static_cast<std::size_t>(size));
            for (auto end = whole_request(received); end != 0; end = whole_request(received)) {
                received.erase(0, end);
                if (::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return;
            }
        }
    }

    /// How long the first request is; 0: it is not whole.
    static std::size_t whole_request(std::string const& received)
    {
        constexpr std::string_view name = "Content-Length: ";
        auto const head = received.find("\r\n\r\n");
        auto const length = received.find(name);
        if (head == std::string::npos || length == std::string::npos) return 0;
        auto const end = head + 4 + std::strtoul(received.c_str() + length + name.size(), nullptr, 10);
        return end <= received.size() ? end : 0;
    }

    listener listener_;
    std::thread thread_; ///< Last: it needs the listener.
};

/// What curl's own signature adds to a request of 300 bytes, in nanoseconds of processor time; none without curl.
///
/// It signs with the names of AWS: those of this service, `HMAC-SHA256` and `request`, cannot be chosen.
inline std::optional<double> curl_signing_ns(std::string const& body)
{
    constexpr int requests = 2000;
    if (std::system("command -v curl > /dev/null 2>&1") != 0) return std::nullopt;
    empty_answers const server;
    auto const seconds = [&](std::string const& option) {
        auto const used = [] {
            rusage usage{};
            ::getrusage(RUSAGE_CHILDREN, &usage);
            return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
        };
        auto const before = used();
        auto const line = "curl -q -s --noproxy '*' -H 'Content-Type: application/json' --data '" + body + "' " +
                          option + " 'http://127.0.0.1:" + std::to_string(server.port()) + "/?n=[1-" +
                          std::to_string(requests) + "]' > /dev/null 2>&1";
        return std::system(line.c_str()) == 0 ? used() - before : -1;
    };
    double plain = 1e9, with_signature = 1e9;
    for (int round = 0; round != 5; ++round) {
        auto const first = seconds("");
        auto const second = seconds("--user key:secret --aws-sigv4 aws:amz:region:service");
        if (first < 0 || second < 0) return std::nullopt; // an older curl
        plain = std::min(plain, first);
        with_signature = std::min(with_signature, second);
    }
    return (with_signature - plain) / requests * 1e9;
}

#endif
