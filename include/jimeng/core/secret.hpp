#ifndef JIMENG_CORE_SECRET_HPP
#define JIMENG_CORE_SECRET_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Zeroes memory that is about to be freed; the optimiser would leave out a plain `memset` there.
inline void wipe(void* memory, std::size_t size) noexcept
{
    if (size == 0) return;
#if defined(__GNUC__)
    std::memset(memory, 0, size);
    asm volatile("" : : "r"(memory) : "memory"); // somebody might read it
#else
    auto volatile* bytes = static_cast<unsigned char volatile*>(memory);
    for (std::size_t i = 0; i != size; ++i)
        bytes[i] = 0;
#endif
}

} // namespace detail

/// Text that must not be seen: a secret access key or a security token.
///
/// It has no stream operator and no conversion, and its memory is wiped before it is freed. `reveal` is the one way
/// to the text, so that a search for it finds every use.
class secret {
public:
    secret() = default;
    explicit secret(std::string_view text) : text_{text.empty() ? nullptr : new char[text.size()]}, size_{text.size()}
    {
        if (size_ != 0) std::memcpy(text_, text.data(), size_);
    }
    secret(secret const& other) : secret{other.reveal()} {}
    secret(secret&& other) noexcept : text_{std::exchange(other.text_, nullptr)}, size_{std::exchange(other.size_, 0)}
    {}
    secret& operator=(secret other) noexcept
    {
        std::swap(text_, other.text_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~secret()
    {
        detail::wipe(text_, size_);
        delete[] text_;
    }

    /// The text. @par Object lifetimes The view ends with this object.
    [[nodiscard]] std::string_view reveal() const noexcept { return {text_, size_}; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    template <class Stream>
    friend Stream& operator<<(Stream&, secret const&) = delete;

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
