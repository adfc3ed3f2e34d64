#ifndef JIMENG_CORE_REGISTRY_HPP
#define JIMENG_CORE_REGISTRY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/models.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

template <class... Types, class Visitor>
constexpr void visit_models(model_types<Types...>, Visitor& visit)
{
    (visit.template operator()<Types>(), ...);
}

} // namespace detail

/// Calls `visit.template operator()<Model>()` for each model: `for_each_model([]<class Model>() { ... });`
template <class Visitor>
constexpr void for_each_model(Visitor&& visit)
{
    detail::visit_models(models, visit);
}

namespace detail {

/// A request key as a key of the map.
template <fixed_string Key>
struct request_key {};

template <std::size_t N>
consteval fixed_string<N + 1> fixed(std::string_view text)
{
    fixed_string<N + 1> copy;
    for (std::size_t i = 0; i != N; ++i)
        copy.text[i] = text[i];
    return copy;
}

template <class Model>
using key_of = request_key<fixed<Model::req_key.size()>(Model::req_key)>;

template <class... Types>
constexpr auto map_of(model_types<Types...>)
{
    return boost::hana::make_map(
        boost::hana::make_pair(boost::hana::type_c<key_of<Types>>, boost::hana::type_c<Types>)...);
}

/// From request key to model. A template, so that a file which never asks does not pay for building it.
template <class Asking>
inline constexpr auto model_map = map_of(models);

template <class... Types>
constexpr std::array<model_entry const*, sizeof...(Types)> entries_of(model_types<Types...>)
{
    return {&entry_of<Types>...};
}

template <class... Types>
consteval std::size_t how_many(model_types<Types...>)
{
    return sizeof...(Types);
}

using entry_list = std::array<model_entry const*, how_many(models)> const;

template <class Asking>
inline constexpr entry_list library_entries = entries_of(models);

#ifdef JIMENG_SEPARATE_COMPILATION
// All that the models' entries point to is compiled once.
extern template entry_list library_entries<void>;
#endif

} // namespace detail

/// Whether the library has a model with this request key.
template <fixed_string Key>
inline constexpr bool has_model = decltype(boost::hana::contains(detail::model_map<detail::request_key<Key>>,
                                                                 boost::hana::type_c<detail::request_key<Key>>))::value;

namespace detail {

template <fixed_string Key>
constexpr auto find_model()
{
    static_assert(has_model<Key>, "jimeng: the library has no model with this request key");
    if constexpr (has_model<Key>)
        return boost::hana::at_key(model_map<request_key<Key>>, boost::hana::type_c<request_key<Key>>);
}

} // namespace detail

/// The model with a request key: `model_of<"jimeng_t2i_v40">`.
template <fixed_string Key>
using model_of = typename decltype(detail::find_model<Key>())::type;

/// The models that a program offers; the first is its default.
using model_list = std::span<model_entry const* const>;

/// The library's models.
template <class Asking = void>
[[nodiscard]] constexpr model_list library_models() noexcept
{
    return detail::library_entries<Asking>;
}

/// A model by its name or its request key; the first one where nothing is named, null where there is none of that name.
[[nodiscard]] constexpr model_entry const* find_model(model_list among, std::string_view wanted) noexcept
{
    if (wanted.empty()) return among.empty() ? nullptr : among.front();
    for (auto const* const one : among)
        if (wanted == one->name || wanted == one->req_key) return one;
    return nullptr;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
