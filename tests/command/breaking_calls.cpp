// Preloaded by breaks.py: something happens to the n-th call that touches a file or a connection. BREAK_AT is n, from 1;
// BREAK_HOW is `kill` (the program dies before the call), `half` (it dies when half of what it writes is written) or the
// number of an error, with which this call fails, and with BREAK_FOREVER every later one. BREAK_ONLY counts calls of one
// name, BREAK_BELOW those that touch something below a folder, and BREAK_LOG names a file that gets a line for each.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

std::string_view setting(char const* name)
{
    char const* const text = std::getenv(name);
    return text == nullptr ? "" : text;
}

/// As the program found them: it wipes its environment.
struct settings {
    std::string how{setting("BREAK_HOW")}, only{setting("BREAK_ONLY")}, below{setting("BREAK_BELOW")},
        log{setting("BREAK_LOG")};
    long at = std::atol(std::string{setting("BREAK_AT")}.c_str());
    bool forever = !setting("BREAK_FOREVER").empty();
};

settings const& plan()
{
    static settings const read;
    return read;
}

__attribute__((constructor)) void read_plan()
{
    plan();
}

std::atomic<long> calls{0};

template <class Function>
Function* next(char const* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor)
{
    std::array<char, 4096> path{};
    auto const link = "/proc/self/fd/" + std::to_string(descriptor);
    auto const size = ::readlink(link.c_str(), path.data(), path.size());
    return size < 0 ? std::string{} : std::string{path.data(), static_cast<std::size_t>(size)};
}

void tell(char const* name)
{
    auto const line = std::string{name} + '\n';
    int const file = next<int(char const*, int, ...)>("open")(plan().log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    (void)next<ssize_t(int, void const*, std::size_t)>("write")(file, line.data(), line.size());
    ::close(file);
}

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

/// Whether the call is the one, or one after it where that counts.
bool is_struck(char const* name, std::string const& path)
{
    auto const& now = plan();
    if (now.at == 0 || (!now.only.empty() && now.only != name) || !path.starts_with(now.below)) return false;
    if (!now.log.empty()) tell(name);
    auto const number = ++calls;
    return number == now.at || (number > now.at && now.forever);
}

/// Dies, or says whether the call fails.
bool fails(char const* name, std::string const& path)
{
    if (!is_struck(name, path)) return false;
    if (plan().how == "kill" || plan().how == "half") die();
    errno = std::atoi(plan().how.c_str());
    return true;
}

template <class Function, class... Arguments>
auto carry_out(char const* name, char const* symbol, std::string const& path, Arguments... arguments)
    -> decltype(next<Function>(symbol)(arguments...))
{
    if (fails(name, path)) return -1;
    return next<Function>(symbol)(arguments...);
}

} // namespace

extern "C" {

ssize_t write(int file, void const* bytes, std::size_t size)
{
    auto* const real = next<ssize_t(int, void const*, std::size_t)>("write");
    if (!is_struck("write", path_of(file))) return real(file, bytes, size);
    if (plan().how == "half") (void)real(file, bytes, size / 2);
    if (plan().how == "half" || plan().how == "kill") die();
    errno = std::atoi(plan().how.c_str());
    return -1;
}

int fdatasync(int file)
{
    return carry_out<int(int)>("fdatasync", "fdatasync", path_of(file), file);
}

int fsync(int file)
{
    return carry_out<int(int)>("fsync", "fsync", path_of(file), file);
}

int open(char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t const mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    auto* const real = next<int(char const*, int, ...)>("open");
    if ((flags & O_CREAT) != 0 && fails("open", path)) return -1;
    return real(path, flags, mode);
}

int openat(int folder, char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t const mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    auto* const real = next<int(int, char const*, int, ...)>("openat");
    if ((flags & O_CREAT) != 0 && fails("open", path_of(folder))) return -1;
    return real(folder, path, flags, mode);
}

int renameat(int from, char const* old_name, int to, char const* new_name) noexcept
{
    return carry_out<int(int, char const*, int, char const*)>("rename", "renameat", path_of(to), from, old_name, to,
                                                              new_name);
}

int renameat2(int from, char const* old_name, int to, char const* new_name, unsigned flags) noexcept
{
    return carry_out<int(int, char const*, int, char const*, unsigned)>("rename", "renameat2", path_of(to), from,
                                                                        old_name, to, new_name, flags);
}

int unlinkat(int folder, char const* path, int flags) noexcept
{
    return carry_out<int(int, char const*, int)>("unlink", "unlinkat", path_of(folder), folder, path, flags);
}

ssize_t sendmsg(int peer, msghdr const* message, int flags)
{
    return carry_out<ssize_t(int, msghdr const*, int)>("send", "sendmsg", path_of(peer), peer, message, flags);
}

ssize_t send(int peer, void const* bytes, std::size_t size, int flags)
{
    return carry_out<ssize_t(int, void const*, std::size_t, int)>("send", "send", path_of(peer), peer, bytes, size,
                                                                  flags);
}

ssize_t recvmsg(int peer, msghdr* message, int flags)
{
    return carry_out<ssize_t(int, msghdr*, int)>("receive", "recvmsg", path_of(peer), peer, message, flags);
}

ssize_t recv(int peer, void* bytes, std::size_t size, int flags)
{
    return carry_out<ssize_t(int, void*, std::size_t, int)>("receive", "recv", path_of(peer), peer, bytes, size, flags);
}

int pthread_create(pthread_t* thread, pthread_attr_t const* attributes, void* (*run)(void*), void* argument) noexcept
{
    if (fails("thread", {})) return errno;
    return next<int(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*)>("pthread_create")(thread, attributes,
                                                                                                   run, argument);
}
}
