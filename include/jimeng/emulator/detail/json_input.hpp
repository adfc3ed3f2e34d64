#ifndef JIMENG_EMULATOR_DETAIL_JSON_INPUT_HPP
#define JIMENG_EMULATOR_DETAIL_JSON_INPUT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/refusal.hpp>
#include <jimeng/wire/detail/json_values.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

using jimeng::detail::integer;
using jimeng::detail::member;
using jimeng::detail::number;
using jimeng::detail::parse_object;
using jimeng::detail::view;

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
