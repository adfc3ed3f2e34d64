#ifndef JIMENG_CORE_FIELD_HPP
#define JIMENG_CORE_FIELD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/fixed_string.hpp>

#include <boost/hana/tuple.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace jimeng::inline JIMENG_ABI {

/// How well something of the service is known.
enum class evidence : bool {
    documented,
    unverified ///< Seen in clients or in parts of a page only: help texts say so.
};

/// One described member of a request: its name on the wire, where it is, and a sentence for help texts.
///
/// A request lists its fields once; checks, encoder, emulator and command walk that list.
template <fixed_string Name, auto Member, fixed_string Summary, evidence Known = evidence::documented>
struct field {
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view summary = Summary.view();
    static constexpr evidence known = Known;

    template <class Request>
    static constexpr auto& of(Request& request) noexcept
    {
        return request.*Member;
    }
};

/// What a model's `fields()` and `rules()` return: types without values, which cost a compiler less than a tuple.
template <class... Descriptions>
struct description_list {};

/// Lists descriptions. A model may return `boost::hana::make_tuple(...)` of them as well.
template <class... Descriptions>
[[nodiscard]] constexpr description_list<Descriptions...> listed(Descriptions...) noexcept
{
    return {};
}

/// A request type that describes itself: its request key, its names, and its fields.
///
/// A model outside this library needs no more than this; members without a default, such as a prompt, come first: in a
/// request that is read, what stands before one begins empty, whatever default the model gives it. What its members may
/// be is said by `value_kind.hpp`. It may add: `static constexpr evidence known = evidence::unverified`, `using result` (see `results.hpp`; else it brings one picture), `static
/// constexpr auto rules()` with the rules between its fields (see `model_rules.hpp`), and `constexpr request_outline
/// outline() const`.
/// @par Exemplar
///     struct exemplar_request {
///         static constexpr std::string_view req_key = "own_key", name = "own", title = "Own model";
///         jimeng::prompt prompt;
///         static constexpr auto fields() {
///             return listed(field<"prompt", &exemplar_request::prompt, "What it shows">{});
///         }
///     };
template <class T>
concept described_request = requires
{
    {
        T::req_key
        } -> std::convertible_to<std::string_view>;
    {
        T::name
        } -> std::convertible_to<std::string_view>;
    {
        T::title
        } -> std::convertible_to<std::string_view>;
    T::fields();
};

namespace detail {

template <class... Listed>
constexpr description_list<Listed...> as_list(description_list<Listed...>)
{
    return {};
}
template <class... Listed>
constexpr description_list<Listed...> as_list(boost::hana::tuple<Listed...> const&)
{
    return {};
}

/// Descriptions are empty: their types say everything.
template <class... Listed, class Visitor>
constexpr void for_each_listed(description_list<Listed...>, Visitor&& visit)
{
    (visit(Listed{}), ...);
}

} // namespace detail

/// Calls `visit(field, value)` for each described field, in the order of the description.
template <class Request, class Visitor>
constexpr void for_each_field(Request& request, Visitor&& visit)
{
    static_assert(described_request<std::remove_const_t<Request>>,
                  "jimeng: Request must describe itself: req_key, name, title and fields(); see field.hpp");
    detail::for_each_listed(detail::as_list(std::remove_const_t<Request>::fields()),
                            [&](auto described) { visit(described, decltype(described)::of(request)); });
}

namespace detail {

/// What is found where no field has the name, so that the compiler has nothing more to say than the assertion does.
struct no_field {
    static constexpr bool stand_in = false;

    template <class Request>
    static constexpr bool const& of(Request&) noexcept
    {
        return stand_in;
    }
};

template <fixed_string Name>
constexpr no_field field_named(description_list<>)
{
    return {};
}
template <fixed_string Name, class Field, class... Others>
constexpr auto field_named(description_list<Field, Others...>)
{
    if constexpr (Field::name == Name.view())
        return Field{};
    else
        return field_named<Name>(description_list<Others...>{});
}

} // namespace detail

/// The member that a request describes under this name.
template <fixed_string Name, class Request>
constexpr auto& member_named(Request& request) noexcept
{
    using described = decltype(detail::field_named<Name>(detail::as_list(std::remove_const_t<Request>::fields())));
    static_assert(!std::is_same_v<described, detail::no_field>, "jimeng: the model has no field of this name");
    return described::of(request);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
