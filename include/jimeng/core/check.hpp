#ifndef JIMENG_CORE_CHECK_HPP
#define JIMENG_CORE_CHECK_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/rules.hpp>

#include <string>
#include <string_view>

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

namespace detail {

/// A broken rule and what its message needs, without the message: cheap to make in every file that checks a request.
struct broken_facts {
    rule broken = rule::none;
    std::string_view field{};
    image_size sides{};
    aspect_ratio min_ratio{};
    aspect_ratio max_ratio{};
};

template <class Request>
constexpr broken_facts find_broken(Request const& request) noexcept
{
    broken_facts found;
    for_each_field(request, [&](auto described, auto const& value) {
        if (found.broken != rule::none) return;
        found.broken = broken_rule_of_value(value);
        found.field = described.name;
    });
    if (found.broken != rule::none) return found;
    if constexpr (bounded_size<Request>) {
        found.broken = broken_rule_between_members(request);
        found.field = found.broken == rule::min_ratio_at_most_max_ratio ? "min_ratio" : "size";
        found.sides = request.size.sides();
        found.min_ratio = request.min_ratio;
        found.max_ratio = request.max_ratio;
    }
    return found;
}

inline violation violation_of(broken_facts const& found)
{
    if (found.broken == rule::none) return {};
    violation result{found.broken, std::string{found.field}};
    bool const outside = found.broken == rule::size_within_min_and_max_ratio;
    if (outside) result.value = std::to_string(found.sides.width) + "x" + std::to_string(found.sides.height);
    if (outside || found.broken == rule::min_ratio_at_most_max_ratio)
        result.limit = number_text(found.min_ratio.value_or(default_min_ratio)) + " to " +
                       number_text(found.max_ratio.value_or(default_max_ratio));
    return result;
}

} // namespace detail

/// The first rule that a request breaks, or `rule::none`. The client asks before it signs anything.
template <described_request Request>
[[nodiscard]] constexpr rule broken_rule(Request const& request) noexcept
{
    return detail::find_broken(request).broken;
}

/// The same with the words for a person.
template <described_request Request>
[[nodiscard]] violation check(Request const& request)
{
    return detail::violation_of(detail::find_broken(request));
}

/// A request whose rules between members the compiler checks: `constexpr auto wide = checked(text_to_image_v40{...});`
template <described_request Request>
consteval Request checked(Request request)
{
    auto const broken = broken_rule(request);
    if (broken == rule::min_ratio_at_most_max_ratio) rejected::min_ratio_is_above_max_ratio();
    if (broken == rule::size_within_min_and_max_ratio) rejected::width_over_height_is_outside_min_ratio_to_max_ratio();
    if (broken == rule::prompt_has_text) rejected::prompt_is_empty();
    if (broken == rule::prompt_is_visible) rejected::prompt_holds_blanks_and_unseen_characters_only();
    if (broken == rule::prompt_without_nul) rejected::prompt_contains_a_nul_character_or_lacks_its_end();
    if (broken == rule::prompt_is_utf8) rejected::prompt_is_not_valid_utf8();
    return request;
}

} // namespace jimeng

#endif
