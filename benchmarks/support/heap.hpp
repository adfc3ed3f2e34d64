#ifndef JIMENG_BENCHMARKS_HEAP_HPP
#define JIMENG_BENCHMARKS_HEAP_HPP

#include <cstddef>

/// Counts what the whole program takes from the heap, libraries included: linking `heap.cpp` replaces malloc and its
/// family in the executable.
namespace heap {

/// Since the program began; safe from any thread.
struct use {
    std::size_t allocations = 0; ///< Calls of malloc, calloc, realloc and the aligned forms.
    std::size_t live_bytes = 0;  ///< As the allocator rounds them.
    std::size_t peak_bytes = 0;  ///< The most `live_bytes` since the last `restart_peak`.
};

[[nodiscard]] use now() noexcept;

/// Lets the peak start from what is live now.
void restart_peak() noexcept;

/// Counts nothing from here on, so that times hold nothing of the counting.
void stop_counting() noexcept;

} // namespace heap

#endif
