#ifndef JIMENG_CORE_HELD_HPP
#define JIMENG_CORE_HELD_HPP

#include <jimeng/core/config.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// A value, or none, as a member of options that are written as a braced temporary: `{.output = "cat.png"}`.
///
/// Inside a `co_await` expression g++ 12 copies each member of such a temporary bit by bit and destroys both copies. This
/// one frees its value from the address where it was made and nowhere else, and gives it away from there only, so that this
/// does no harm. A copy has a value of its own. The interface is that of `std::optional`; a move may throw `bad_alloc`.
template <class T>
class held {
public:
    held() noexcept = default;
    held(std::nullopt_t) noexcept {}

    template <class U>
    requires(!std::same_as<std::remove_cvref_t<U>, held> && std::constructible_from<T, U>) held(U&& value)
        : value_{new T(std::forward<U>(value))}
    {}

    held(held const& other) : value_{copy_of(other)} {}
    held(held&& other) : value_{other.is_home() ? std::exchange(other.value_, nullptr) : copy_of(other)} {}
    held& operator=(held other) // not noexcept: what has one of these as a member would be so too, and copies it here
    {
        std::swap(value_, other.value_);
        return *this;
    }
    ~held()
    {
        if (is_home()) delete value_;
    }

    [[nodiscard]] bool has_value() const noexcept { return value_ != nullptr; }
    explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] T& operator*() noexcept { return *value_; }
    [[nodiscard]] T const& operator*() const noexcept { return *value_; }
    [[nodiscard]] T* operator->() noexcept { return value_; }
    [[nodiscard]] T const* operator->() const noexcept { return value_; }
    void reset() noexcept { *this = held{}; }
    template <class... Args>
    T& emplace(Args&&... args)
    {
        held fresh;
        fresh.value_ = new T(std::forward<Args>(args)...);
        *this = std::move(fresh);
        return *value_;
    }

private:
    [[nodiscard]] static T* copy_of(held const& other) { return other.value_ == nullptr ? nullptr : new T(*other); }
    [[nodiscard]] bool is_home() const noexcept { return home_ == this; }

    T* value_ = nullptr;
    held const* home_ = this;
};

/// A text as such a member.
class held_text {
public:
    held_text() noexcept = default;

    template <class Text>
    requires(!std::same_as<std::remove_cvref_t<Text>, held_text> &&
             (std::convertible_to<Text const&, std::string> || std::convertible_to<Text const&, std::string_view>))
        held_text(Text const& text)
    {
        if constexpr (std::convertible_to<Text const&, std::string>)
            keep(std::string(text));
        else
            keep(std::string{std::string_view{text}});
    }

    [[nodiscard]] std::string const& str() const noexcept
    {
        static std::string const none;
        return text_ ? *text_ : none;
    }
    [[nodiscard]] std::string text() const { return str(); }
    [[nodiscard]] bool empty() const noexcept { return str().empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return str().size(); }
    operator std::string const&() const noexcept { return str(); }
    operator std::string_view() const noexcept { return str(); }

    friend bool operator==(held_text const& left, std::string_view right) noexcept { return left.str() == right; }

private:
    void keep(std::string text)
    {
        if (!text.empty()) text_ = std::move(text);
    }

    held<std::string> text_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
