#ifndef JIMENG_CORE_REGISTRY_HPP
#define JIMENG_CORE_REGISTRY_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/concat.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/transform.hpp>
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

template <class Action>
constexpr auto rows_of(answer_kind kind)
{
    return boost::hana::transform(models, [kind](auto type) {
        return boost::hana::make_pair(boost::hana::type_c<action_of_model<Action, typename decltype(type)::type>>,
                                      kind);
    });
}

inline constexpr auto action_table = boost::hana::unpack(
    boost::hana::concat(rows_of<submit_task>(answer_kind::accepted_id), rows_of<get_result>(answer_kind::image_list)),
    boost::hana::make_map);

} // namespace detail

/// Whether a model of this library is reached through an action. The wrong action for a model is refused with 50400.
template <class Action, class Model>
inline constexpr bool serves =
    decltype(boost::hana::contains(detail::action_table, boost::hana::type_c<action_of_model<Action, Model>>))::value;

/// What the answer holds.
template <class Action, class Model>
constexpr answer_kind answer_of()
{
    static_assert(serves<Action, Model>, "jimeng: this model is not reached through this action");
    if constexpr (serves<Action, Model>)
        return detail::action_table[boost::hana::type_c<action_of_model<Action, Model>>];
    else
        return answer_kind::accepted_id;
}

} // namespace jimeng

#endif
