#ifndef JIMENG_TESTS_FAILING_NEW_CLASS_HPP
#define JIMENG_TESTS_FAILING_NEW_CLASS_HPP

#include <cstddef>
#include <limits>

// For the other files of a program one of which includes `failing_new.hpp`.

namespace jimeng_tests {

/// While it lives, allocations of its thread fail: those of a size and more, and once the one after so many.
class failing_new {
public:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    explicit failing_new(std::size_t from_bytes, std::size_t* left = nullptr) noexcept
    {
        from_bytes_ = from_bytes;
        left_ = left;
    }
    failing_new(failing_new const&) = delete;
    failing_new& operator=(failing_new const&) = delete;
    ~failing_new() { stop(); }

    static void start(std::size_t from_bytes) noexcept { from_bytes_ = from_bytes; }
    static void stop() noexcept
    {
        from_bytes_ = never;
        left_ = nullptr;
    }

    [[nodiscard]] static bool fails(std::size_t size) noexcept
    {
        if (size >= from_bytes_) return true;
        return left_ != nullptr && *left_ != never && (*left_)-- == 0; // which leaves `never`
    }

private:
    inline static thread_local std::size_t from_bytes_ = never;
    inline static thread_local std::size_t* left_ = nullptr;
};

} // namespace jimeng_tests

#endif
