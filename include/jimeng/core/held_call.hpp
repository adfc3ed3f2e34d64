#ifndef JIMENG_CORE_HELD_CALL_HPP
#define JIMENG_CORE_HELD_CALL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// A stop token as such a member.
class held_stop {
public:
    held_stop() noexcept = default;
    held_stop(std::stop_token token)
    {
        if (token.stop_possible()) token_ = std::move(token);
    }

    operator std::stop_token() const noexcept { return token_ ? *token_ : std::stop_token{}; }
    [[nodiscard]] bool stop_requested() const noexcept { return token_ && token_->stop_requested(); }
    [[nodiscard]] bool stop_possible() const noexcept { return token_ && token_->stop_possible(); }

private:
    held<std::stop_token> token_;
};

/// A function as such a member; calling an empty one is not allowed.
template <class Signature>
class held_function;
template <class... Args>
class held_function<void(Args...)> {
public:
    held_function() noexcept = default;
    held_function(std::nullptr_t) noexcept {}

    template <class Function>
    requires(!std::same_as<std::remove_cvref_t<Function>, held_function> &&
             std::invocable<std::remove_cvref_t<Function>&, Args...>) held_function(Function&& function)
        : function_{std::function<void(Args...)>(std::forward<Function>(function))}
    {}

    explicit operator bool() const noexcept { return function_ && static_cast<bool>(*function_); }
    void operator()(Args... args) const { (*function_)(std::forward<Args>(args)...); }

private:
    held<std::function<void(Args...)>> function_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
