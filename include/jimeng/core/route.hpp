#ifndef JIMENG_CORE_ROUTE_HPP
#define JIMENG_CORE_ROUTE_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>

#include <concepts>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// One of the ways to the same service. A value: where an account needs another mixture, change a copy.
/// @par Object lifetimes The texts must outlive whoever uses the route; those of the library live as long as the program.
struct visual_route {
    std::string_view endpoint = default_endpoint; ///< Taken where `client_options::endpoint` names no other one.
    std::string_view region = default_region;     ///< What a signature names.
    /// Actions that bear the model's own name, of version 2024-06-06; else the two that serve all models.
    bool per_model = false;

    friend bool operator==(visual_route const&, visual_route const&) = default;
};

/// The documented way, for all models.
inline constexpr visual_route generic_route{};

/// The way of the vendor's Node SDK: actions such as `JimengT2IV40SubmitTask`, for models that have them.
/// `visual.volcengineapi.com` and `cn-north-1` are reported to serve them too.
/// @par Source @volcengine/cv20240606: names, version, host and region.
inline constexpr visual_route model_route{"https://open.volcengineapi.com", "cn-beijing", true};

/// The version of actions that bear a model's name.
inline constexpr std::string_view model_action_version = "2024-06-06";

/// A model whose actions are known: `static constexpr std::string_view action_stem`, for instance `JimengT2IV40`, to which
/// `SubmitTask` and `GetResult` are added. It never follows from the request key, so a model without it has none.
template <class Model>
concept has_own_actions = requires
{
    {
        Model::action_stem
        } -> std::convertible_to<std::string_view>;
};

/// A model's stem; empty where it has none.
template <class Model>
constexpr std::string_view action_stem_of() noexcept
{
    if constexpr (has_own_actions<Model>)
        return Model::action_stem;
    else
        return {};
}

/// `model_route` for a model that is known when the program is written: refused by the compiler where it has no actions.
template <class Model>
constexpr visual_route model_route_for()
{
    static_assert(has_own_actions<Model>,
                  "jimeng: this model has no actions of its own; take generic_route, which serves all models");
    return model_route;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
