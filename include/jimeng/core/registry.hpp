#ifndef JIMENG_CORE_REGISTRY_HPP
#define JIMENG_CORE_REGISTRY_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>
#include <boost/hana/unpack.hpp>

#include <string_view>

namespace jimeng {

/// Every model of the library. The first is the default. Tests, the command and the emulator walk this list.
inline constexpr auto models = boost::hana::tuple_t<text_to_image_v40, seedream_v46>;

/// Calls `visit.template operator()<Model>()` for each model: `for_each_model([]<class Model>() { ... });`
template <class Visitor>
constexpr void for_each_model(Visitor&& visit)
{
    boost::hana::for_each(models, [&](auto type) { visit.template operator()<typename decltype(type)::type>(); });
}

/// A key of the action x model table.
template <class Action, class Model>
struct action_of_model {};

/// What an answer of an action holds for a model.
enum class answer_kind { accepted_id, image_list };

namespace detail {

template <class Action, class... Types>
constexpr auto table_rows(boost::hana::tuple<Types...>, answer_kind kind)
{
    return boost::hana::make_tuple(
        boost::hana::make_pair(boost::hana::type_c<action_of_model<Action, typename Types::type>>, kind)...);
}

template <class... Submits, class... Results>
constexpr auto joined_table(boost::hana::tuple<Submits...> submits, boost::hana::tuple<Results...> results)
{
    return boost::hana::unpack(submits, [&](auto... submit) {
        return boost::hana::unpack(results,
                                   [&](auto... result) { return boost::hana::make_map(submit..., result...); });
    });
}

/// The whole table. A template, so that a file which never asks does not pay for building it.
template <class Asking>
inline constexpr auto action_table = joined_table(table_rows<submit_task>(models, answer_kind::accepted_id),
                                                  table_rows<get_result>(models, answer_kind::image_list));

} // namespace detail

/// Whether a model of this library is reached through an action. The wrong action for a model is refused with 50400.
template <class Action, class Model>
inline constexpr bool serves = decltype(boost::hana::contains(
    detail::action_table<Model>, boost::hana::type_c<action_of_model<Action, Model>>))::value;

/// What the answer holds.
template <class Action, class Model>
constexpr answer_kind answer_of()
{
    static_assert(serves<Action, Model>, "jimeng: this model is not reached through this action");
    if constexpr (serves<Action, Model>)
        return detail::action_table<Model>[boost::hana::type_c<action_of_model<Action, Model>>];
    else
        return answer_kind::accepted_id;
}

} // namespace jimeng

#endif
