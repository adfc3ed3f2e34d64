#ifndef JIMENG_EMULATOR_DETAIL_ORDER_HPP
#define JIMENG_EMULATOR_DETAIL_ORDER_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/member_kind.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/scale.hpp>
#include <jimeng/emulator/detail/json_input.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace jimeng::emulator::detail {

/// What a submit asks for, read from its body by the description of its model.
struct order {
    std::string req_key;
    std::string prompt;
    std::size_t image_count = 0;
    image_size sides;
    std::int64_t area = 2048 * 2048;
    double min_ratio = default_min_ratio;
    double max_ratio = default_max_ratio;
    bool force_single = false;
    std::size_t max_pictures = 1;
};

/// One overload for each kind of member, found by its type alone: a model that is described with these types needs no
/// line here.
template <class Field, class Value>
[[nodiscard]] refusal read_value(Field, std::type_identity<Value>, boost::json::object const&, order&)
{
    static_assert(member_kind<Value>, "jimeng: a member of this model has a type that cannot be read; see member_kind");
    return {};
}

/// A type of a user's own: what it may hold is known to its own service only, its JSON type is not.
template <class Field, optional_value Value>
[[nodiscard]] refusal read_value(Field, std::type_identity<Value>, boost::json::object const& body, order&)
{
    using number = std::remove_cvref_t<decltype(std::declval<Value const&>().value())>;
    using whole = std::conditional_t<std::same_as<number, bool>, bool, std::int64_t>;
    std::conditional_t<std::floating_point<number>, double, whole> seen{};
    return read_optional(body, Field::name, seen);
}

template <class Field>
[[nodiscard]] refusal read_value(Field, std::type_identity<prompt>, boost::json::object const& body, order& into)
{
    return read_required(body, Field::name, into.prompt);
}

template <class Field>
[[nodiscard]] refusal read_value(Field, std::type_identity<bool>, boost::json::object const& body, order& into)
{
    bool other = false;
    return read_optional(body, Field::name, Field::name == "force_single" ? into.force_single : other);
}

template <class Field>
[[nodiscard]] refusal read_value(Field field, std::type_identity<flag>, boost::json::object const& body, order& into)
{
    return read_value(field, std::type_identity<bool>{}, body, into);
}

/// @par Source The message was seen with a `file://` address; its code is assumed.
[[nodiscard]] inline refusal read_image(std::string_view field, boost::json::value const& item)
{
    if (!item.is_string()) return wrong_type(field, "an array of strings");
    if (broken_rule_of_image_url(view(item.get_string())) == rule::none) return {};
    return {static_cast<int>(service_errc::input_invalid), "Download Url Error.: download image url failed"};
}

template <class Field, std::size_t Max>
[[nodiscard]] refusal read_value(Field, std::type_identity<image_urls_up_to<Max>>, boost::json::object const& body,
                                 order& into)
{
    auto const* const value = member(body, Field::name);
    if (value == nullptr) return {};
    if (!value->is_array()) return wrong_type(Field::name, "an array of strings");
    auto const& images = value->get_array();
    if (images.size() > Max) return out_of_range(Field::name, sentence(rule::image_count_within_limit));
    for (auto const& image : images)
        if (auto refused = read_image(Field::name, image)) return refused;
    into.image_count += images.size();
    return {};
}

/// Files come as base64 text; what is in them is not looked at.
template <class Field, std::size_t Max>
[[nodiscard]] refusal read_value(Field, std::type_identity<image_files_up_to<Max>>, boost::json::object const& body,
                                 order& into)
{
    auto const* const value = member(body, Field::name);
    if (value == nullptr) return {};
    if (!value->is_array()) return wrong_type(Field::name, "an array of strings");
    auto const& files = value->get_array();
    if (files.size() > Max) return out_of_range(Field::name, sentence(rule::image_count_within_limit));
    if (!std::all_of(files.begin(), files.end(), [](auto const& file) { return file.is_string(); }))
        return wrong_type(Field::name, "an array of strings");
    into.image_count += files.size();
    return {};
}

/// Width and height count only together, and then the area does not.
template <class Field, size_limits Limits>
[[nodiscard]] refusal read_value(Field, std::type_identity<size_within<Limits>>, boost::json::object const& body,
                                 order& into)
{
    image_size sides;
    std::int64_t area = into.area;
    if (auto refused = read_optional(body, "width", sides.width)) return refused;
    if (auto refused = read_optional(body, "height", sides.height)) return refused;
    if (auto refused = read_optional(body, "size", area)) return refused;
    bool const both = member(body, "width") != nullptr && member(body, "height") != nullptr;
    auto const broken = both ? broken_rule_of_size(sides, Limits) : broken_rule_of_area(area, Limits);
    if (broken != rule::none) return out_of_range(both ? "width, height" : "size", sentence(broken));
    if (both) into.sides = sides;
    into.area = area;
    return {};
}

template <class Field>
[[nodiscard]] refusal read_value(Field, std::type_identity<scale_fraction>, boost::json::object const& body, order&)
{
    double scale = 0.5;
    if (auto refused = read_optional(body, Field::name, scale)) return refused;
    auto const broken = broken_rule_of_scale_fraction(scale);
    return broken == rule::none ? refusal{} : out_of_range(Field::name, sentence(broken));
}

template <class Field>
[[nodiscard]] refusal read_value(Field, std::type_identity<scale_percent>, boost::json::object const& body, order&)
{
    std::int64_t scale = 50;
    if (auto refused = read_optional(body, Field::name, scale)) return refused;
    auto const broken = broken_rule_of_scale_percent(scale);
    return broken == rule::none ? refusal{} : out_of_range(Field::name, sentence(broken));
}

template <class Field>
[[nodiscard]] refusal read_value(Field, std::type_identity<aspect_ratio>, boost::json::object const& body, order& into)
{
    auto& ratio = Field::name == "min_ratio" ? into.min_ratio : into.max_ratio;
    if (auto refused = read_optional(body, Field::name, ratio)) return refused;
    auto const broken = broken_rule_of_aspect_ratio(ratio);
    return broken == rule::none ? refusal{} : out_of_range(Field::name, sentence(broken));
}

/// The rules between fields. The bounds have a millionth of play: clients send 0.33 for a third, and sides of exactly
/// 1:3 divide to another double than 1/3.
[[nodiscard]] inline refusal check_between(order const& wanted)
{
    if (wanted.min_ratio > wanted.max_ratio)
        return out_of_range("min_ratio", sentence(rule::min_ratio_at_most_max_ratio));
    if (wanted.sides.height == 0) return {};
    double const ratio = static_cast<double>(wanted.sides.width) / static_cast<double>(wanted.sides.height);
    bool const within = ratio >= wanted.min_ratio * (1 - 1e-6) && ratio <= wanted.max_ratio * (1 + 1e-6);
    return within ? refusal{} : out_of_range("width, height", sentence(rule::size_within_min_and_max_ratio));
}

template <class Model>
[[nodiscard]] constexpr std::size_t max_pictures_of() noexcept
{
    if constexpr (requires { Model::max_pictures; })
        return static_cast<std::size_t>(Model::max_pictures);
    else
        return 1;
}

template <class Model>
[[nodiscard]] refusal read_order(boost::json::object const& body, order& into)
{
    refusal refused;
    into.max_pictures = max_pictures_of<Model>();
    boost::hana::for_each(Model::fields(), [&](auto described) {
        using member_type = std::remove_cvref_t<decltype(decltype(described)::of(std::declval<Model&>()))>;
        if (!refused) refused = read_value(described, std::type_identity<member_type>{}, body, into);
    });
    return refused ? refused : check_between(into);
}

} // namespace jimeng::emulator::detail

#endif
