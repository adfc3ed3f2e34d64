#ifndef JIMENG_WIRE_DETAIL_JSON_VALUES_HPP
#define JIMENG_WIRE_DETAIL_JSON_VALUES_HPP

#include <jimeng/core/config.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// An object, or nothing for malformed, too deep or other JSON.
[[nodiscard]] inline std::optional<boost::json::object> parse_object(std::string_view text)
{
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::system::error_code ec;
    auto value = boost::json::parse(boost::json::string_view{text.data(), text.size()}, ec, {}, options);
    if (ec || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}

/// `null` counts as absent, as a Go server reads it.
[[nodiscard]] inline boost::json::value const* member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = object.if_contains(boost::json::string_view{name.data(), name.size()});
    return value == nullptr || value->is_null() ? nullptr : value;
}

[[nodiscard]] inline std::optional<std::int64_t> integer(boost::json::value const& value) noexcept
{
    if (auto const* const number = value.if_int64()) return *number;
    if (auto const* const number = value.if_uint64())
        return *number <= std::uint64_t{std::numeric_limits<std::int64_t>::max()}
                   ? static_cast<std::int64_t>(*number)
                   : std::numeric_limits<std::int64_t>::max();
    return std::nullopt;
}

/// A number with a point that is whole all the same.
[[nodiscard]] inline std::optional<std::int64_t> whole_of_double(boost::json::value const& value) noexcept
{
    constexpr double exact = 9007199254740992.0;
    auto const* const real = value.if_double();
    if (real == nullptr || *real < -exact || *real > exact) return std::nullopt;
    auto const whole = static_cast<std::int64_t>(*real);
    return static_cast<double>(whole) == *real ? std::optional{whole} : std::nullopt;
}

[[nodiscard]] inline std::optional<double> number(boost::json::value const& value) noexcept
{
    if (auto const* const real = value.if_double()) return *real;
    if (auto const whole = integer(value)) return static_cast<double>(*whole);
    return std::nullopt;
}

[[nodiscard]] inline std::string_view view(boost::json::string const& text) noexcept
{
    return {text.data(), text.size()};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
