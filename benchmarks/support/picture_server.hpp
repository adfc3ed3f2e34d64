#ifndef JIMENG_BENCHMARKS_PICTURE_SERVER_HPP
#define JIMENG_BENCHMARKS_PICTURE_SERVER_HPP

#include <jimeng/wire/base64.hpp>

#include "listener.hpp"

#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

/// A service on loopback whose every task is done at once, in a process of its own, so that its memory is not counted.
namespace pictures {

inline std::string big_endian_32(std::size_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

inline std::string png_chunk(std::string const& kind, std::string const& data)
{
    auto const body = kind + data;
    auto const sum = ::crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian_32(data.size()) + body + big_endian_32(sum);
}

/// A grey PNG of noise that compresses to three quarters, and a chunk that fills it up to the size.
inline std::string png_of(std::size_t bytes)
{
    std::size_t const width = bytes < 100'000 ? 8 : 4096;
    std::size_t const height = bytes / (width + 1);
    std::string rows(height * (width + 1), '\0');
    std::minstd_rand random{17};
    for (std::size_t i = 0; i != rows.size(); ++i)
        rows[i] = i % (width + 1) == 0 ? '\0' : static_cast<char>((random() >> 8) & 0x3F);
    std::string pixels(::compressBound(rows.size()), '\0');
    auto size = static_cast<uLongf>(pixels.size());
    ::compress2(reinterpret_cast<Bytef*>(pixels.data()), &size, reinterpret_cast<Bytef const*>(rows.data()),
                rows.size(), 1);
    pixels.resize(size);
    auto const kind = big_endian_32(width) + big_endian_32(height) + std::string{"\x08\0\0\0\0", 5};
    auto const begin = "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", kind);
    auto const end = png_chunk("IDAT", pixels) + png_chunk("IEND", {});
    return begin + png_chunk("fiLl", std::string(bytes - begin.size() - end.size() - 12, 'x')) + end;
}

/// The answer of a task that is done, with so many pictures inside.
inline std::string inline_answer(std::string const& picture, std::size_t count)
{
    auto const text = jimeng::base64_encode(picture);
    std::string body = R"({"code":10000,"data":{"binary_data_base64":[)";
    for (std::size_t i = 0; i != count; ++i)
        ((body += i == 0 ? "\"" : ",\"") += text) += '"';
    return body + R"(],"image_urls":null,"status":"done"},"message":"Success","request_id":"r","status":10000})";
}

class server {
public:
    /// @param count  Of the results of each task, whether they are fetched by links or inside the answer.
    server(std::size_t picture_bytes, std::size_t count)
    {
        listener const place;
        port_ = place.port;
        child_ = ::fork();
        if (child_ == 0) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (child_ == 0) serve(place.socket, picture_bytes, count);
        ::close(place.socket);
    }
    server(server const&) = delete;
    server& operator=(server const&) = delete;
    ~server()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }

    [[nodiscard]] std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    [[noreturn]] void serve(int socket, std::size_t picture_bytes, std::size_t count) const
    {
        auto const picture = png_of(picture_bytes);
        auto const inside = inline_answer(picture, count);
        for (;;) {
            int const peer = ::accept(socket, nullptr, nullptr);
            if (peer < 0) continue;
            // A head and a short body are two pieces; the second must not wait for the first's arrival.
            int const on = 1;
            ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            // A client submits on a fresh connection while it keeps another one open.
            std::thread{[&, peer] {
                answer(peer, picture, inside, count);
                ::close(peer);
            }}.detach();
        }
    }

    void answer(int peer, std::string const& picture, std::string const& inside, std::size_t count) const
    {
        std::string request;
        bool sent = true;
        while (sent && read_request(peer, request))
            sent = request.starts_with("GET")                                  ? send(peer, picture)
                   : request.find("SubmitTask") != std::string::npos           ? send(peer, accepted)
                   : request.find(R"(return_url\":true)") != std::string::npos ? send(peer, links(count))
                                                                               : send(peer, inside);
    }

    static bool read_request(int peer, std::string& request)
    {
        request.clear();
        char piece[4096];
        for (std::size_t wanted = std::string::npos; request.size() < wanted;) {
            auto const size = ::read(peer, piece, sizeof piece);
            if (size <= 0) return false;
            request.append(piece, static_cast<std::size_t>(size));
            auto const end = request.find("\r\n\r\n");
            if (end == std::string::npos) continue;
            auto const length = request.find("Content-Length: ");
            wanted = end + 4;
            if (length < end) wanted += std::strtoul(request.c_str() + length + 16, nullptr, 10);
        }
        return true;
    }

    static bool send(int peer, std::string_view body)
    {
        auto const head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
        return send_all(peer, head) && send_all(peer, body);
    }
    static bool send_all(int peer, std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const sent = ::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    std::string links(std::size_t count) const
    {
        std::string body = R"({"code":10000,"data":{"binary_data_base64":null,"image_urls":[)";
        for (std::size_t i = 0; i != count; ++i)
            body += (i == 0 ? "\"" : ",\"") + endpoint() + "/" + std::to_string(i) + ".png\"";
        return body + R"(],"status":"done"},"message":"Success"})";
    }

    static constexpr std::string_view accepted =
        R"({"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success"})";

    std::uint16_t port_ = 0;
    pid_t child_ = -1;
};

} // namespace pictures

#endif
