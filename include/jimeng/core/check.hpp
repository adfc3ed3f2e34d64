#ifndef JIMENG_CORE_CHECK_HPP
#define JIMENG_CORE_CHECK_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/rules.hpp>

#include <string>

namespace jimeng {

namespace detail {

/// Only what a type cannot keep by itself: `prompt::unchecked` lets any text in.
template <class Value>
constexpr rule broken_rule_of_value(Value const&) noexcept
{
    return rule::none;
}
constexpr rule broken_rule_of_value(prompt const& value) noexcept
{
    auto const broken = broken_rule_of_prompt(value.text());
    return broken == rule::prompt_within_800_code_points ? rule::none : broken;
}

template <class Request>
concept bounded_size = requires(Request const& request)
{
    request.size.sides();
    {
        request.min_ratio
        } -> std::convertible_to<aspect_ratio>;
    {
        request.max_ratio
        } -> std::convertible_to<aspect_ratio>;
};

template <class Request>
constexpr rule broken_rule_between_members(Request const& request) noexcept
{
    if constexpr (bounded_size<Request>)
        return broken_rule_of_bounds(request.size.sides(), request.min_ratio, request.max_ratio);
    else
        return rule::none;
}

} // namespace detail

/// The first rule that a request breaks, or `rule::none`. The client asks before it signs anything.
template <described_request Request>
[[nodiscard]] constexpr rule broken_rule(Request const& request) noexcept
{
    rule broken = rule::none;
    for_each_field(request, [&](auto, auto const& value) {
        if (broken == rule::none) broken = detail::broken_rule_of_value(value);
    });
    return broken != rule::none ? broken : detail::broken_rule_between_members(request);
}

/// The same with the words for a person.
template <described_request Request>
[[nodiscard]] violation check(Request const& request)
{
    violation found{broken_rule(request), {}, {}, {}};
    for_each_field(request, [&](auto described, auto const& value) {
        if (found.field.empty() && detail::broken_rule_of_value(value) != rule::none) found.field = described.name;
    });
    if constexpr (detail::bounded_size<Request>) {
        if (found.broken == rule::size_within_min_and_max_ratio) {
            auto const sides = request.size.sides();
            found.field = "size";
            found.value = std::to_string(sides.width) + "x" + std::to_string(sides.height);
        }
        if (found.broken == rule::min_ratio_at_most_max_ratio) found.field = "min_ratio";
        if (found.broken == rule::size_within_min_and_max_ratio || found.broken == rule::min_ratio_at_most_max_ratio)
            found.limit = detail::number_text(request.min_ratio.value_or(default_min_ratio)) + " to " +
                          detail::number_text(request.max_ratio.value_or(default_max_ratio));
    }
    return found;
}

/// A request whose rules between members the compiler checks: `constexpr auto wide = checked(text_to_image_v40{...});`
template <described_request Request>
consteval Request checked(Request request)
{
    auto const broken = broken_rule(request);
    if (broken == rule::min_ratio_at_most_max_ratio) rejected::min_ratio_is_above_max_ratio();
    if (broken == rule::size_within_min_and_max_ratio) rejected::width_over_height_is_outside_min_ratio_to_max_ratio();
    if (broken == rule::prompt_has_text) rejected::prompt_is_empty();
    if (broken == rule::prompt_without_nul) rejected::prompt_contains_a_nul_character_or_lacks_its_end();
    if (broken == rule::prompt_is_utf8) rejected::prompt_is_not_valid_utf8();
    return request;
}

} // namespace jimeng

#endif
