#ifndef JIMENG_BENCHMARKS_PROCESS_HPP
#define JIMENG_BENCHMARKS_PROCESS_HPP

#include <jimeng/emulator/server.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

/// What a benchmark has to do with processes: an emulator that is not in the way, and what the own one uses.
namespace process {

/// Processor time of this process, its threads together; or of its children that have ended.
inline double cpu_seconds(bool children = false)
{
    rusage use{};
    ::getrusage(children ? RUSAGE_CHILDREN : RUSAGE_SELF, &use);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

/// Sockets that this process has open.
inline std::size_t open_sockets()
{
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code gone;
        auto const target = std::filesystem::read_symlink(entry.path(), gone);
        if (!gone && target.native().starts_with("socket:")) ++count;
    }
    return count;
}

/// Bounds what this process may open to what most systems give it.
inline void allow_files(rlim_t most)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(most, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The emulator in a process of its own, which ends with the object. Make it before any thread.
class emulator {
public:
    explicit emulator(jimeng::emulator::service_options service = {})
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0 || (child_ = ::fork()) < 0)
            throw std::runtime_error{"no process for the emulator"};
        if (child_ == 0) serve(std::move(service), ends[1]);
        ::close(ends[1]);
        std::array<char, 64> text{};
        auto const size = ::read(ends[0], text.data(), text.size());
        ::close(ends[0]);
        url_.assign(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        if (url_.empty()) throw std::runtime_error{"the emulator did not start"};
    }
    emulator(emulator const&) = delete;
    emulator& operator=(emulator const&) = delete;
    ~emulator()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }

    [[nodiscard]] std::string const& url() const { return url_; }

private:
    [[noreturn]] static void serve(jimeng::emulator::service_options service, int announce)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        try {
            jimeng::emulator::server server{std::move(service)};
            auto const url = server.url();
            if (::write(announce, url.data(), url.size()) > 0) server.run();
        } catch (std::exception const& error) {
            std::fprintf(stderr, "emulator: %s\n", error.what());
        }
        ::_exit(1);
    }

    pid_t child_ = -1;
    std::string url_;
};

} // namespace process

#endif
