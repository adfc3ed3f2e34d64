#ifndef JIMENG_CLIENT_DETAIL_THROWING_TOKEN_HPP
#define JIMENG_CLIENT_DETAIL_THROWING_TOKEN_HPP

#include <jimeng/core/config.hpp>

#include <type_traits>
#include <utility>

namespace boost::asio {
template <class Executor>
struct use_awaitable_t;
template <class Allocator>
class use_future_t;
template <class T, class Executor>
class executor_binder;
template <class T, class Slot>
class cancellation_slot_binder;
template <class T, class Allocator>
class allocator_binder;
} // namespace boost::asio

namespace jimeng::inline JIMENG_ABI {

/// A completion token whose errors become exceptions with diagnostics; see `with_diagnostics`.
template <class Token>
struct with_diagnostics_t {
    Token token;
};

/// For tokens that throw and that this library does not know as such, for instance `asio::yield_context` and
/// `asio::deferred`: the operation completes with `void(std::exception_ptr, T)`, and what is thrown is
/// `error_with_diagnostics`. `asio::use_awaitable` and `asio::use_future`, bound or not, need it not.
/// It has to be the outermost part of the token.
template <class Token>
[[nodiscard]] with_diagnostics_t<std::decay_t<Token>> with_diagnostics(Token&& token)
{
    return {std::forward<Token>(token)};
}

namespace detail {

/// Whether an operation with this token ends in an exception, which then has to carry what an error code cannot.
template <class Token>
inline constexpr bool token_throws = false;
template <class Executor>
inline constexpr bool token_throws<boost::asio::use_awaitable_t<Executor>> = true;
template <class Allocator>
inline constexpr bool token_throws<boost::asio::use_future_t<Allocator>> = true;
template <class Token, class Executor>
inline constexpr bool token_throws<boost::asio::executor_binder<Token, Executor>> = token_throws<Token>;
template <class Token, class Slot>
inline constexpr bool token_throws<boost::asio::cancellation_slot_binder<Token, Slot>> = token_throws<Token>;
template <class Token, class Allocator>
inline constexpr bool token_throws<boost::asio::allocator_binder<Token, Allocator>> = token_throws<Token>;
template <class Token>
inline constexpr bool token_throws<with_diagnostics_t<Token>> = true;

template <class Token>
Token& bare_token(Token& token) noexcept
{
    return token;
}
template <class Token>
Token& bare_token(with_diagnostics_t<Token>& token) noexcept
{
    return token.token;
}
template <class Token>
Token const& bare_token(with_diagnostics_t<Token> const& token) noexcept
{
    return token.token;
}

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#endif
