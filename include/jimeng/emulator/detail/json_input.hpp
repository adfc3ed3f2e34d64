#ifndef JIMENG_EMULATOR_DETAIL_JSON_INPUT_HPP
#define JIMENG_EMULATOR_DETAIL_JSON_INPUT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/refusal.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

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

[[nodiscard]] inline refusal wrong_type(std::string_view field, std::string_view wanted)
{
    return refuse(service_errc::parameter_type, field, std::string{"not "}.append(wanted));
}

[[nodiscard]] inline refusal out_of_range(std::string_view field, std::string_view why)
{
    return refuse(service_errc::invalid_parameter, field, why);
}

/// Reads an optional member of one type into `out`; refuses another type.
template <class Out>
[[nodiscard]] refusal read_optional(boost::json::object const& object, std::string_view name, Out& out)
{
    auto const* const value = member(object, name);
    if (value == nullptr) return {};
    if constexpr (std::is_same_v<Out, bool>) {
        if (!value->is_bool()) return wrong_type(name, "a boolean");
        out = value->get_bool();
    } else if constexpr (std::is_same_v<Out, std::string>) {
        if (!value->is_string()) return wrong_type(name, "a string");
        out = view(value->get_string());
    } else if constexpr (std::is_same_v<Out, double>) {
        auto const found = number(*value);
        if (!found) return wrong_type(name, "a number");
        out = *found;
    } else {
        auto const found = integer(*value);
        if (!found) return wrong_type(name, "an integer");
        out = *found;
    }
    return {};
}

/// The same for a member that must be there and must not be empty.
[[nodiscard]] inline refusal read_required(boost::json::object const& object, std::string_view name, std::string& out)
{
    if (member(object, name) == nullptr) return refuse(service_errc::missing_parameter, name, "missing");
    if (auto refused = read_optional(object, name, out)) return refused;
    return out.empty() ? refuse(service_errc::missing_parameter, name, "empty") : refusal{};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
