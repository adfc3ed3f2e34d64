#ifndef JIMENG_CORE_MODEL_RULES_HPP
#define JIMENG_CORE_MODEL_RULES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_facts.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

template <fixed_string Name, class Request>
constexpr bool is_set(Request const& request)
{
    auto const& member = member_named<Name>(request);
    return value_kind<std::remove_cvref_t<decltype(member)>>::is_set(member);
}

} // namespace detail

// Rules between the fields of a model, which lists them: `static constexpr auto rules() { return listed(…); }`.
// A rule of one's own needs `judge`, and may have `explain` where its message wants more than the sentence, `complete`
// where the service needs a field that the caller left out, and `describe` where a schema can say it.

/// Of two fields at least one is set.
template <fixed_string First, fixed_string Second>
struct at_least_one_of {
    static constexpr rule_words<"neither " + First + " nor " + Second + " is given", "give one of them, or both">
        broken{};
    static constexpr std::string_view field = First.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        bool const one = detail::is_set<First>(request) || detail::is_set<Second>(request);
        return one ? rules::none : face(broken);
    }
    static void describe(rules_sink& to) { to.at_least_one(First.view(), Second.view()); }
};

/// A field that is set only where another is not.
template <fixed_string Name, fixed_string Other>
struct only_without {
    static constexpr rule_words<Name + " is given together with " + Other, "leave one of them out"> broken{};
    static constexpr std::string_view field = Name.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        bool const both = detail::is_set<Name>(request) && detail::is_set<Other>(request);
        return both ? face(broken) : rules::none;
    }
    static void describe(rules_sink& to) { to.not_beside(Name.view(), Other.view()); }
};

/// A field that is set only where another is set too.
template <fixed_string Name, fixed_string Other>
struct only_with {
    static constexpr rule_words<Name + " is given without " + Other, "give both, or leave it out"> broken{};
    static constexpr std::string_view field = Name.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        bool const alone = detail::is_set<Name>(request) && !detail::is_set<Other>(request);
        return alone ? face(broken) : rules::none;
    }
    static void describe(rules_sink& to) { to.only_beside(Name.view(), Other.view()); }
};

/// Two lists with so many members together at most.
template <std::size_t Most, fixed_string First, fixed_string Second>
struct at_most_together {
    static constexpr rule_words<First + " and " + Second + " have more than " +
                                    detail::decimal<static_cast<std::int64_t>(Most)>() + " members together",
                                "give fewer">
        broken{};
    static constexpr std::string_view field = First.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        auto const all = member_named<First>(request).size() + member_named<Second>(request).size();
        return all > Most ? face(broken) : rules::none;
    }
};

namespace rules {

inline constexpr rule_words<"input images differ in their ratio of width to height", "crop them to the same ratio">
    images_have_one_ratio{};
inline constexpr rule_words<"input images differ in width or height", "scale them to the same size">
    images_have_one_size{};

} // namespace rules

namespace detail {

/// Input images that agree with the first in something, as far as their sides are known: of local files.
template <fixed_string Name, auto const& Broken, auto Agree>
struct images_agree {
    static constexpr std::string_view field = Name.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        return odd_one(request) == nullptr ? rules::none : face(Broken);
    }
    template <class Request>
    static violation explain(Request const& request)
    {
        auto const& images = member_named<Name>(request);
        auto const* const odd = odd_one(request);
        if (odd == nullptr) return {};
        auto const text = [](auto sides) { return std::to_string(sides.width) + "x" + std::to_string(sides.height); };
        return {Broken, "images", text(odd->sides()), text(images.begin()->sides())};
    }

private:
    template <class Request>
    static constexpr auto odd_one(Request const& request) -> decltype(member_named<Name>(request).begin())
    {
        auto const& images = member_named<Name>(request);
        for (auto const& one : images)
            if (one.sides().width != 0 && images.begin()->sides().width != 0 &&
                !Agree(one.sides(), images.begin()->sides()))
                return &one;
        return nullptr;
    }
};

/// Two pictures of one ratio differ in it by what rounding to whole pixels costs.
constexpr bool have_one_ratio(image_size left, image_size right) noexcept
{
    auto const one = left.width * right.height, other = left.height * right.width;
    auto const longest = [](image_size s) { return s.width < s.height ? s.height : s.width; };
    auto const rounding = longest(left) < longest(right) ? longest(right) : longest(left);
    return (one < other ? other - one : one - other) <= rounding;
}
constexpr bool have_one_size(image_size left, image_size right) noexcept
{
    return left == right;
}

} // namespace detail

/// Input images that have the same width and height, as far as they are known: of local files.
template <fixed_string Name>
using equal_sides = detail::images_agree<Name, rules::images_have_one_size, &detail::have_one_size>;

/// Input images that have the same ratio of width to height, as far as it is known: of local files.
template <fixed_string Name>
using equal_ratio = detail::images_agree<Name, rules::images_have_one_ratio, &detail::have_one_ratio>;

} // namespace jimeng::inline JIMENG_ABI

#endif
