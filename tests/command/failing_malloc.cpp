// Preloaded by memory.py: from the n-th allocation of a program on, n in FAIL_FROM, there is no more memory; or there is none
// for the n-th alone, n in FAIL_AT. The program runs in one process; what is freed stays freed and does not help. How many
// allocations there were is written to the file that COUNT_TO names.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> allocations{0};
std::atomic<bool> looking_up{false};
alignas(16) std::array<char, 4096> early; ///< What dlsym itself asks for.
std::atomic<std::size_t> early_used{0};

bool is_early(void const* memory)
{
    auto const* const byte = static_cast<char const*>(memory);
    return byte >= early.data() && byte < early.data() + early.size();
}

void* take_early(std::size_t size)
{
    auto const at = early_used.fetch_add((size + 15) / 16 * 16);
    return at + size <= early.size() ? early.data() + at : nullptr;
}

long number_in(char const* name)
{
    char const* const text = std::getenv(name);
    return text == nullptr ? -1 : std::atol(text);
}

bool is_over()
{
    static long const first = number_in("FAIL_FROM"), only = number_in("FAIL_AT");
    long const number = ++allocations;
    if (number != only && (first < 0 || number < first)) return false;
    errno = ENOMEM;
    return true;
}

__attribute__((destructor)) void write_count()
{
    long const count = allocations;
    char const* const path = std::getenv("COUNT_TO");
    int const file = path == nullptr ? -1 : ::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return;
    static_cast<void>(::dprintf(file, "%ld", count));
    ::close(file);
}

template <class Function>
Function* next(char const* name)
{
    looking_up = true;
    auto* const found = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
    looking_up = false;
    return found;
}

} // namespace

extern "C" {

void* malloc(std::size_t size)
{
    if (looking_up) return take_early(size);
    static auto* const real = next<void*(std::size_t)>("malloc");
    return is_over() ? nullptr : real(size);
}

void* calloc(std::size_t count, std::size_t size)
{
    if (looking_up) return take_early(count * size);
    static auto* const real = next<void*(std::size_t, std::size_t)>("calloc");
    return is_over() ? nullptr : real(count, size);
}

void* realloc(void* memory, std::size_t size)
{
    if (looking_up || is_early(memory)) return take_early(size);
    static auto* const real = next<void*(void*, std::size_t)>("realloc");
    return is_over() ? nullptr : real(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    static auto* const real = next<void*(std::size_t, std::size_t)>("aligned_alloc");
    return is_over() ? nullptr : real(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size)
{
    static auto* const real = next<int(void**, std::size_t, std::size_t)>("posix_memalign");
    return is_over() ? ENOMEM : real(memory, alignment, size);
}

void free(void* memory)
{
    if (memory == nullptr || is_early(memory)) return;
    static auto* const real = next<void(void*)>("free");
    real(memory);
}
}
