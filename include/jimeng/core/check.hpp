#ifndef JIMENG_CORE_CHECK_HPP
#define JIMENG_CORE_CHECK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// What `first_unknown_member` gives for a model whose members are all known.
struct every_member_is_known {};

template <class Request>
constexpr auto first_unknown(description_list<>) -> every_member_is_known;

template <class Request, class Field, class... Others>
constexpr auto first_unknown(description_list<Field, Others...>)
{
    using member_type = std::remove_cvref_t<decltype(Field::of(std::declval<Request&>()))>;
    if constexpr (!member_kind<member_type>)
        return Field{};
    else if constexpr (sizeof...(Others) == 0)
        return every_member_is_known{};
    else
        return first_unknown<Request>(description_list<Others...>{});
}

/// The description of the first member that is of no `member_kind`: the compiler prints it beside the assertion.
template <class Request>
using first_unknown_member = decltype(first_unknown<Request>(as_list(Request::fields())));

template <class Request>
inline constexpr bool every_member_known = std::is_same_v<first_unknown_member<Request>, every_member_is_known>;

/// The names under which a member is written: the field's own, or those that its kind lists as `wire_names`.
template <class Request, class Field>
constexpr bool writes_as(std::string_view name)
{
    using value = std::remove_cvref_t<decltype(Field::of(std::declval<Request&>()))>;
    if constexpr (requires { value::wire_names; }) {
        for (auto const one : value::wire_names)
            if (one == name) return true;
        return false;
    } else {
        return Field::name == name;
    }
}

template <class Request, class Field, class... Fields>
constexpr bool shares_a_name()
{
    using value = std::remove_cvref_t<decltype(Field::of(std::declval<Request&>()))>;
    auto const taken = [](std::string_view name) {
        return name == "req_key" || (0 + ... + (writes_as<Request, Fields>(name) ? 1 : 0)) > 1;
    };
    if constexpr (requires { value::wire_names; }) {
        for (auto const one : value::wire_names)
            if (taken(one)) return true;
        return false;
    } else {
        return taken(Field::name);
    }
}

template <class Request, class... Fields>
constexpr bool has_own_names(description_list<Fields...>)
{
    return !(shares_a_name<Request, Fields, Fields...>() || ...);
}

template <class Request>
inline constexpr bool every_name_unique = has_own_names<Request>(as_list(Request::fields()));

/// Whoever judges, writes, reads or describes a model calls it first, and skips what the assertion has spoken of: the
/// compiler says one sentence, however many of them it meets.
template <class Request>
constexpr void assert_can_be_sent()
{
    static_assert(every_member_known<Request>,
                  "jimeng: a member of this model has a type that cannot be sent; see core/value_kind.hpp");
    if constexpr (every_member_known<Request>)
        static_assert(every_name_unique<Request>,
                      "jimeng: two fields of this model have one name on the wire, or one is called req_key");
}

/// The rules between a model's fields; none where it lists none.
template <class Request, class Visitor>
constexpr void for_each_rule([[maybe_unused]] Visitor&& visit)
{
    if constexpr (requires { Request::rules(); }) for_each_listed(as_list(Request::rules()), visit);
}

/// What a request breaks first, and which field it is about.
struct broken_facts {
    rule broken{};
    std::string_view field{};
};

constexpr bool take_first(broken_facts& first, rule broken, std::string_view field) noexcept
{
    if (broken == rules::none) return false;
    first = {broken, field};
    return true;
}

template <class Request, class Field>
using kind_of_field = value_kind<std::remove_cvref_t<decltype(Field::of(std::declval<Request const&>()))>>;

// Folds instead of lambdas: what the compiler prints of a broken rule begins with every call on the way to it.
template <class Request, class Face, class... Fields>
constexpr bool judge_members(Request const& request, Face face, broken_facts& first, description_list<Fields...>)
{
    return (take_first(first, kind_of_field<Request, Fields>::judge(Fields::of(request), face), Fields::name) || ...);
}
template <class Request, class Face, class... Rules>
constexpr bool judge_between(Request const& request, Face face, broken_facts& first, description_list<Rules...>)
{
    return (take_first(first, Rules::judge(request, face), Rules::field) || ...);
}

template <class Request, class Face>
constexpr broken_facts judge(Request const& request, Face face)
{
    broken_facts first;
    if constexpr (every_member_known<Request>)
        if (judge_members(request, face, first, as_list(Request::fields()))) return first;
    if constexpr (every_member_known<Request> && requires { Request::rules(); })
        judge_between(request, face, first, as_list(Request::rules()));
    return first;
}

/// Where one of the model's own rules is broken, it may say more.
template <class Request>
violation explained(Request const& request, broken_facts const& found)
{
    violation why{found.broken, std::string{found.field}, "", ""};
    for_each_rule<Request>([&](auto between) {
        if constexpr (requires { between.explain(request); })
            if (why.value.empty() && why.limit.empty() && between.judge(request, at_run_time{}) == found.broken)
                why = between.explain(request);
    });
    return why;
}

} // namespace detail

/// The first rule that a request breaks, or `rules::none`. The client asks before it signs anything.
template <described_request Request>
[[nodiscard]] constexpr rule broken_rule(Request const& request)
{
    detail::assert_can_be_sent<Request>();
    return detail::judge(request, at_run_time{}).broken;
}

/// The same with the words for a person.
template <described_request Request>
[[nodiscard]] violation check(Request const& request)
{
    detail::assert_can_be_sent<Request>();
    if constexpr (!detail::every_member_known<Request>) return {};
    auto const found = detail::judge(request, at_run_time{});
    return found.broken == rules::none ? violation{} : detail::explained(request, found);
}

/// A request whose rules, those between its members too, the compiler checks: `constexpr auto wide = checked(text_to_image_v40{...});`
template <described_request Request>
consteval Request checked(Request request)
{
    detail::assert_can_be_sent<Request>();
    detail::judge(request, at_compile_time{});
    return request;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
