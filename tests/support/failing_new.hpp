#ifndef JIMENG_TESTS_FAILING_NEW_HPP
#define JIMENG_TESTS_FAILING_NEW_HPP

#include "failing_new_class.hpp"

#include <dlfcn.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <new>

// Replaces the program's operator new, so one file of a program includes it; and the aligned allocations of C, which Asio
// uses for its handlers. The sanitizers have those for themselves.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define JIMENG_TESTS_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define JIMENG_TESTS_SANITIZED
#endif

void* operator new(std::size_t size)
{
    void* const bytes = jimeng_tests::failing_new::fails(size) ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (bytes == nullptr) throw std::bad_alloc{};
    return bytes;
}
void* operator new(std::size_t size, std::nothrow_t const&) noexcept
{
    return jimeng_tests::failing_new::fails(size) ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* bytes) noexcept
{
    std::free(bytes);
}
void operator delete(void* bytes, std::size_t) noexcept
{
    std::free(bytes);
}

#ifndef JIMENG_TESTS_SANITIZED
extern "C" {

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    using function = void* (*)(std::size_t, std::size_t);
    static auto const real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "aligned_alloc"));
    if (!jimeng_tests::failing_new::fails(size)) return real(alignment, size);
    errno = ENOMEM;
    return nullptr;
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept
{
    using function = int (*)(void**, std::size_t, std::size_t);
    static auto const real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "posix_memalign"));
    return jimeng_tests::failing_new::fails(size) ? ENOMEM : real(memory, alignment, size);
}
}
#endif

#endif
