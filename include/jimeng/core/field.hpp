#ifndef JIMENG_CORE_FIELD_HPP
#define JIMENG_CORE_FIELD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/fixed_string.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/tuple.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace jimeng::inline JIMENG_ABI {

/// One described member of a request: its name on the wire, where it is, and a sentence for help texts.
///
/// A request lists its fields once, in a Hana tuple; checks, encoder, emulator and command walk that list.
template <fixed_string Name, auto Member, fixed_string Summary>
struct field {
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view summary = Summary.view();

    template <class Request>
    static constexpr auto& of(Request& request) noexcept
    {
        return request.*Member;
    }
};

/// A request type that describes itself: its request key, its names, and its fields.
///
/// A model outside this library needs no more than this. What its members may be is said by `value_kind.hpp`. It may add:
/// `using result` (see `results.hpp`; else it brings one picture), `static constexpr auto rules()` with a Hana tuple of rules
/// between its fields (see `model_rules.hpp`), and `constexpr request_outline outline() const`.
/// @par Exemplar
///     struct exemplar_request {
///         static constexpr std::string_view req_key = "own_key", name = "own", title = "Own model";
///         jimeng::prompt prompt;
///         static constexpr auto fields() {
///             return boost::hana::make_tuple(field<"prompt", &exemplar_request::prompt, "What it shows">{});
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

/// Calls `visit(field, value)` for each described field, in the order of the description.
template <class Request, class Visitor>
constexpr void for_each_field(Request& request, Visitor&& visit)
{
    static_assert(described_request<std::remove_const_t<Request>>,
                  "jimeng: Request must describe itself: req_key, name, title and fields(); see field.hpp");
    boost::hana::for_each(std::remove_const_t<Request>::fields(),
                          [&](auto described) { visit(described, decltype(described)::of(request)); });
}

namespace detail {

template <fixed_string Name, class... Fields>
consteval std::size_t index_of_field(boost::hana::tuple<Fields...> const&)
{
    std::size_t i = 0;
    bool const found = ((Fields::name == Name.view() || (++i, false)) || ...);
    return found ? i : sizeof...(Fields);
}

template <class... Fields>
consteval std::size_t count_of_fields(boost::hana::tuple<Fields...> const&)
{
    return sizeof...(Fields);
}

} // namespace detail

/// The member that a request describes under this name.
template <fixed_string Name, class Request>
constexpr auto& member_named(Request& request) noexcept
{
    constexpr auto fields = std::remove_const_t<Request>::fields();
    constexpr auto index = detail::index_of_field<Name>(fields);
    static_assert(index != detail::count_of_fields(fields), "jimeng: the model has no field of this name");
    return std::remove_cvref_t<decltype(fields[boost::hana::size_c<index>])>::of(request);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
