#ifndef JIMENG_CORE_FLAG_HPP
#define JIMENG_CORE_FLAG_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/value_kind.hpp>

#include <concepts>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI {

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

    void write(std::string_view name, field_sink& to) const { to.truth(name, value()); }
    static parsed<flag> read(std::string_view name, field_source& from)
    {
        bool on = false;
        auto const what = from.truth(name, on);
        if (what == found::absent) return flag{};
        if (what == found::present) return flag{on};
        return detail::not_taken(what, name, from, "true or false");
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::truth;
        to.value(facts);
    }

    friend constexpr bool operator==(flag const&, flag const&) = default;

private:
    enum class state : std::uint8_t { unset, off, on };
    state state_ = state::unset;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
