// What sending local files costs: ten of 15 MB in one request, beside hashing and encoding the same files with the system's
// own tools. Memory must not grow with them.
#include "support/heap.hpp"
#include "support/options.hpp"

#include <jimeng/jimeng.hpp>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr std::size_t files = 10;
constexpr std::size_t bytes_each = 15'000'000;
constexpr double most_heap = 256 * 1024; // beside the request
constexpr double most_time = 2.5;        // of what sha256sum and base64 take

/// Pictures by their first bytes, of whatever content.
class folder_of_pictures {
public:
    folder_of_pictures()
    {
        std::string name = std::filesystem::temp_directory_path() / "jimeng-upload-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
        std::mt19937_64 random{7};
        for (std::size_t i = 0; i != files; ++i) {
            std::string content{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\0\0\0\x10\0\x08\x02\0\0\0", 29};
            while (content.size() < bytes_each)
                content.append(8, static_cast<char>(random()));
            content.resize(bytes_each);
            paths.push_back(folder_ / (std::to_string(i) + ".png"));
            std::ofstream{paths.back(), std::ios::binary} << content;
        }
    }
    ~folder_of_pictures() { std::filesystem::remove_all(folder_); }
    folder_of_pictures(folder_of_pictures const&) = delete;
    folder_of_pictures& operator=(folder_of_pictures const&) = delete;

    std::vector<std::string> paths;

private:
    std::filesystem::path folder_;
};

/// A service in a process of its own that reads each request to its end and accepts it.
class reader_of_requests {
public:
    reader_of_requests()
    {
        int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 8) != 0 ||
            ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            std::abort();
        url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        process_ = ::fork();
        if (process_ == 0)
            for (;;)
                answer(::accept(listener, nullptr, nullptr));
        ::close(listener);
    }
    ~reader_of_requests()
    {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    reader_of_requests(reader_of_requests const&) = delete;
    reader_of_requests& operator=(reader_of_requests const&) = delete;

    std::string url;

private:
    static void answer(int connection)
    {
        static std::array<char, 256 * 1024> piece;
        std::string head;
        std::size_t left = 1;
        for (bool in_head = true; left != 0;) {
            auto const got = ::read(connection, piece.data(), piece.size());
            if (got <= 0) break;
            auto size = static_cast<std::size_t>(got);
            if (in_head) {
                head.append(piece.data(), size);
                auto const end = head.find("\r\n\r\n");
                if (end == std::string::npos) continue;
                in_head = false;
                left = std::strtoull(head.c_str() + head.find("Content-Length: ") + 16, nullptr, 10);
                size = head.size() - end - 4;
            }
            left -= size;
        }
        static constexpr std::string_view reply = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 55\r\n\r\n"
                                                  R"({"code":10000,"data":{"task_id":"7392616336519610409"}})";
        static_cast<void>(::write(connection, reply.data(), reply.size()));
        ::close(connection);
    }

    pid_t process_ = 0;
};

double seconds_of(int who)
{
    rusage used{};
    ::getrusage(who, &used);
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct measured {
    double heap_bytes = 0;
    double seconds = 0;      ///< Of the processor, to send the files.
    double tool_seconds = 0; ///< Of the processor, for `sha256sum` and `base64`.
    bool accepted = false;
};

measured send(folder_of_pictures const& pictures, std::string const& url)
{
    jimeng::client_options options;
    options.endpoint = url;
    jimeng::client client{jimeng::credentials{"AKLTbenchmark", jimeng::secret{"c2VjcmV0"}, {}}, options};
    jimeng::seedream_v46 request{.prompt = "These ten as one picture"};
    measured one;
    for (auto const& path : pictures.paths)
        if (request.image_urls.add(path)) return one;
    heap::restart_peak();
    auto const before = heap::now();
    auto const start = seconds_of(RUSAGE_SELF);
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const task = client.submit(request, ec, details);
    one.seconds = seconds_of(RUSAGE_SELF) - start;
    one.heap_bytes = static_cast<double>(heap::now().peak_bytes - before.live_bytes);
    one.accepted = !ec.failed() && !task.id.empty();
    if (!one.accepted) std::printf("%s: %s\n", ec.message().c_str(), details.client_message.c_str());
    return one;
}

double tools(folder_of_pictures const& pictures)
{
    std::string names;
    for (auto const& path : pictures.paths)
        (names += " ") += path;
    auto const start = seconds_of(RUSAGE_CHILDREN);
    if (std::system(
            ("sha256sum" + names + " > /dev/null; for i in" + names + "; do base64 $i; done > /dev/null").c_str()) != 0)
        std::abort();
    return seconds_of(RUSAGE_CHILDREN) - start;
}

} // namespace

int main(int argc, char** argv)
{
    auto const how = benchmark::read_options(argc, argv, "upload");
    if (!how) return 2;
    folder_of_pictures const pictures;
    reader_of_requests const service;
    measured best;
    for (int round = 0; round != 3; ++round) {
        auto one = send(pictures, service.url);
        if (!one.accepted) return 1;
        one.tool_seconds = tools(pictures);
        if (round != 0) {
            one.seconds = std::min(one.seconds, best.seconds);
            one.tool_seconds = std::min(one.tool_seconds, best.tool_seconds);
            one.heap_bytes = std::max(one.heap_bytes, best.heap_bytes);
        }
        best = one;
    }
    auto const ratio = best.seconds / best.tool_seconds;
    if (*how == benchmark::mode::json)
        std::printf(R"({"files":%zu,"bytes_each":%zu,"heap_bytes":%.0f,"cpu_seconds":%.4f,"tool_cpu_seconds":%.4f})"
                    "\n",
                    files, bytes_each, best.heap_bytes, best.seconds, best.tool_seconds);
    else
        std::printf("%zu files of %zu bytes: %.1f KiB of heap at most (%.0f allowed), %.3f s of the processor, "
                    "sha256sum and base64 %.3f s: %.2f of it (%.1f allowed)\n",
                    files, bytes_each, best.heap_bytes / 1024, most_heap / 1024, best.seconds, best.tool_seconds, ratio,
                    most_time);
    return *how != benchmark::mode::counts || (best.heap_bytes <= most_heap && ratio <= most_time) ? 0 : 1;
}
