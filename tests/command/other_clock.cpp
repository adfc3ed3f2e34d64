// Preloaded by cluster.py: a machine whose clock is CLOCK_AHEAD seconds ahead of the others', or behind.
#include <dlfcn.h>
#include <sys/time.h>

#include <cstdlib>
#include <ctime>

namespace {

long ahead()
{
    static long const seconds = [] {
        char const* const set = std::getenv("CLOCK_AHEAD");
        return set == nullptr ? 0L : std::atol(set);
    }();
    return seconds;
}

template <class Function>
Function* next(char const* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int clock_gettime(clockid_t which, timespec* into) noexcept
{
    static auto* const real = next<int(clockid_t, timespec*)>("clock_gettime");
    int const failed = real(which, into);
    if (failed == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) into->tv_sec += ahead();
    return failed;
}

time_t time(time_t* into) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (into != nullptr) *into = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(timeval* into, void*) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    into->tv_sec = now.tv_sec;
    into->tv_usec = now.tv_nsec / 1000;
    return 0;
}

} // extern "C"
