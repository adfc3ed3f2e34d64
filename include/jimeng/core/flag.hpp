#ifndef JIMENG_CORE_FLAG_HPP
#define JIMENG_CORE_FLAG_HPP

#include <concepts>
#include <cstdint>

namespace jimeng {

/// A switch of a model: on, off, or left to the service's default. Only what was set is sent, so that "off" reaches a
/// service whose default is "on".
class flag {
public:
    constexpr flag() = default;

    /// From a truth value alone: a number or a pointer in its place is a slip.
    template <std::same_as<bool> Truth>
    constexpr flag(Truth on) noexcept : state_{on ? state::on : state::off}
    {}

    /// Whether it is left to the service.
    [[nodiscard]] constexpr bool empty() const noexcept { return state_ == state::unset; }
    /// Whether it was switched on.
    [[nodiscard]] constexpr bool value() const noexcept { return state_ == state::on; }
    [[nodiscard]] constexpr bool value_or(bool otherwise) const noexcept { return empty() ? otherwise : value(); }
    /// @copydoc value
    [[nodiscard]] explicit constexpr operator bool() const noexcept { return value(); }

    friend constexpr bool operator==(flag const&, flag const&) = default;

private:
    enum class state : std::uint8_t { unset, off, on };
    state state_ = state::unset;
};

} // namespace jimeng

#endif
