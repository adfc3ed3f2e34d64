#ifndef JIMENG_CORE_MEMBER_KIND_HPP
#define JIMENG_CORE_MEMBER_KIND_HPP

#include <jimeng/core/field.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/prompt.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace jimeng {

namespace detail {

/// A number that JSON and this library hold without loss.
template <class Number>
concept wire_number = plain_number<Number> &&(std::same_as<Number, float> || std::same_as<Number, double> ||
                                              (std::integral<Number> && std::numeric_limits<Number>::digits <= 63));

template <class Value>
inline constexpr bool is_image_urls = false;
template <std::size_t Max>
inline constexpr bool is_image_urls<image_urls_up_to<Max>> = true;

template <class Value>
inline constexpr bool is_image_files = false;
template <std::size_t Max>
inline constexpr bool is_image_files<image_files_up_to<Max>> = true;

template <class Value>
inline constexpr bool is_size = false;
template <size_limits Limits>
inline constexpr bool is_size<size_within<Limits>> = true;

} // namespace detail

/// A value of one number or one truth value that may be left to the service: `flag`, the scales, `aspect_ratio`, or a
/// type of yours. Unset, it is not sent.
/// @par Exemplar
///     struct exemplar_seed { bool empty() const; std::int64_t value() const; };
template <class Value>
concept optional_value = requires(Value const& v)
{
    {
        v.empty()
        } -> std::same_as<bool>;
    requires std::same_as < std::remove_cvref_t<decltype(v.value())>,
    bool > || detail::wire_number<std::remove_cvref_t<decltype(v.value())>>;
};

/// What a described member may be. Nothing else is sent: an `int` would have no way to be unset, and a guess at how to
/// write another type would be paid for. A plain `bool` is always sent.
template <class Value>
concept member_kind = std::same_as<Value, prompt> || std::same_as<Value, bool> || detail::is_size<Value> ||
    detail::is_image_urls<Value> || detail::is_image_files<Value> || optional_value<Value>;

namespace detail {

/// What `first_unknown_member` gives for a model whose members are all known.
struct every_member_is_known {};

template <class Request>
constexpr auto first_unknown(boost::hana::tuple<> const&) -> every_member_is_known;

template <class Request, class Field, class... Others>
constexpr auto first_unknown(boost::hana::tuple<Field, Others...> const&)
{
    using member_type = std::remove_cvref_t<decltype(Field::of(std::declval<Request&>()))>;
    if constexpr (!member_kind<member_type>)
        return Field{};
    else if constexpr (sizeof...(Others) == 0)
        return every_member_is_known{};
    else
        return first_unknown<Request>(boost::hana::tuple<Others...>{});
}

/// The description of the first member that is of no `member_kind`: the compiler prints it beside the assertion.
template <class Request>
using first_unknown_member = decltype(first_unknown<Request>(Request::fields()));

} // namespace detail

} // namespace jimeng

#endif
