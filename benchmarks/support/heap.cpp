#include "heap.hpp"

#include <malloc.h>

#include <atomic>
#include <cerrno>

extern "C" {
// The C library's own entry points, which replacing malloc leaves untouched.
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {

std::atomic<bool> counting{true};
std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> live_bytes{0};
std::atomic<std::size_t> peak_bytes{0};

void raise_peak(std::size_t live)
{
    auto peak = peak_bytes.load(std::memory_order_relaxed);
    while (live > peak && !peak_bytes.compare_exchange_weak(peak, live, std::memory_order_relaxed)) {}
}

void* taken(void* memory)
{
    if (memory == nullptr || !counting.load(std::memory_order_relaxed)) return memory;
    allocations.fetch_add(1, std::memory_order_relaxed);
    auto const size = malloc_usable_size(memory);
    raise_peak(live_bytes.fetch_add(size, std::memory_order_relaxed) + size);
    return memory;
}

void given_back(void* memory)
{
    if (memory == nullptr || !counting.load(std::memory_order_relaxed)) return;
    live_bytes.fetch_sub(malloc_usable_size(memory), std::memory_order_relaxed);
}

} // namespace

extern "C" {

void* malloc(std::size_t size)
{
    return taken(__libc_malloc(size));
}
void* calloc(std::size_t count, std::size_t size)
{
    return taken(__libc_calloc(count, size));
}
void* realloc(void* memory, std::size_t size)
{
    if (!counting.load(std::memory_order_relaxed)) return __libc_realloc(memory, size);
    auto const old = memory == nullptr ? 0 : malloc_usable_size(memory);
    auto* const moved = __libc_realloc(memory, size);
    if (moved == nullptr) return nullptr;
    live_bytes.fetch_sub(old, std::memory_order_relaxed);
    return taken(moved);
}
void* memalign(std::size_t alignment, std::size_t size)
{
    return taken(__libc_memalign(alignment, size));
}
void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    return memalign(alignment, size);
}
int posix_memalign(void** result, std::size_t alignment, std::size_t size)
{
    *result = memalign(alignment, size);
    return *result == nullptr ? ENOMEM : 0;
}
void free(void* memory)
{
    given_back(memory);
    __libc_free(memory);
}

} // extern "C"

namespace heap {

use now() noexcept
{
    return {allocations.load(), live_bytes.load(), peak_bytes.load()};
}

void stop_counting() noexcept
{
    counting.store(false);
}

void restart_peak() noexcept
{
    peak_bytes.store(live_bytes.load());
}

} // namespace heap
