// Preloaded by memory.py: from the n-th allocation of a program on, n in FAIL_FROM, there is no more memory. The program
// runs in one process; what is freed stays freed and does not help.
#include <dlfcn.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
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

long first_failure()
{
    char const* const text = std::getenv("FAIL_FROM");
    return text == nullptr ? -1 : std::atol(text);
}

bool is_over()
{
    static long const first = first_failure();
    if (first < 0 || ++allocations < first) return false;
    errno = ENOMEM;
    return true;
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
