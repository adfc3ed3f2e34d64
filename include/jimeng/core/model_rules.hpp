#ifndef JIMENG_CORE_MODEL_RULES_HPP
#define JIMENG_CORE_MODEL_RULES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

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
// A rule of one's own needs `judge`, and may have `explain` where its message wants more than the sentence, and `complete`
// where the service needs a field that the caller left out.

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
};

namespace rules {

inline constexpr rule_words<"input images differ in width or height", "scale them to the same size">
    images_have_one_size{};

} // namespace rules

/// Input images that have the same width and height, as far as they are known: of local files.
template <fixed_string Name>
struct equal_sides {
    static constexpr std::string_view field = Name.view();

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        return odd_one(request) == nullptr ? rules::none : face(rules::images_have_one_size);
    }
    template <class Request>
    static violation explain(Request const& request)
    {
        auto const& images = member_named<Name>(request);
        auto const* const odd = odd_one(request);
        if (odd == nullptr) return {};
        auto const text = [](auto sides) { return std::to_string(sides.width) + "x" + std::to_string(sides.height); };
        return {rules::images_have_one_size, "images", text(odd->sides()), text(images.begin()->sides())};
    }

private:
    template <class Request>
    static constexpr auto odd_one(Request const& request) -> decltype(member_named<Name>(request).begin())
    {
        auto const& images = member_named<Name>(request);
        for (auto const& one : images)
            if (one.sides().width != 0 && images.begin()->sides().width != 0 && one.sides() != images.begin()->sides())
                return &one;
        return nullptr;
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
