#ifndef JIMENG_CORE_DETAIL_MAYBE_HPP
#define JIMENG_CORE_DETAIL_MAYBE_HPP

#include <jimeng/core/config.hpp>

#include <new>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A value or none. Every kind of value has one, and `std::optional` would cost the compiler a twelfth of `core.hpp`.
template <class T>
class maybe {
public:
    maybe() noexcept {}
    maybe(T value) : value_{std::move(value)}, has_{true} {}
    maybe(maybe const& other) { take(other); }
    maybe(maybe&& other) { take(std::move(other)); }
    maybe& operator=(maybe other)
    {
        reset();
        take(std::move(other));
        return *this;
    }
    ~maybe() { reset(); }

    [[nodiscard]] bool has_value() const noexcept { return has_; }
    [[nodiscard]] T const& operator*() const noexcept { return value_; }

private:
    template <class Other>
    void take(Other&& other)
    {
        if (!other.has_) return;
        ::new (static_cast<void*>(&value_)) T(std::forward<Other>(other).value_);
        has_ = true;
    }
    void reset() noexcept
    {
        if (std::exchange(has_, false)) value_.~T();
    }

    union {
        char none_ = 0;
        T value_;
    };
    bool has_ = false;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
