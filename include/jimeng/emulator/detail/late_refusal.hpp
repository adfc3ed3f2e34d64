#ifndef JIMENG_EMULATOR_DETAIL_LATE_REFUSAL_HPP
#define JIMENG_EMULATOR_DETAIL_LATE_REFUSAL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/refusal.hpp>

#include <boost/json/object.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Whether a broken rule is about a number of the body.
[[nodiscard]] inline bool is_about_a_number(violation const& why, boost::json::object const& body)
{
    auto const* const value = member(body, why.field);
    return value != nullptr && value->is_number();
}

/// What a task ends with whose request was taken with a number that no page lists.
/// @par Source An answer of the service to frames out of range: code, and the message but for its numbers.
[[nodiscard]] inline refusal late_refusal_of(violation const& why)
{
    refusal late{static_cast<int>(service_errc::invalid_parameter),
                 "Invalid Input Parameters: :  <- [返回]算法返回码=201202,消息=Invalid Param:"};
    late.message.append(why.field).append(" should be [").append(why.limit).append("]");
    return late;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
