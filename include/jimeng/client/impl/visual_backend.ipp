#ifndef JIMENG_CLIENT_IMPL_VISUAL_BACKEND_IPP
#define JIMENG_CLIENT_IMPL_VISUAL_BACKEND_IPP

#include <jimeng/client/visual_backend.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/models.hpp>
#include <jimeng/wire/encode.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// What a model declares of the calls to it. A task whose id was kept elsewhere may know its request key only.
struct model_calls {
    std::string_view req_key{};
    std::string_view stem{};
    result_kind result = result_kind::pictures;
};

template <class... Types>
constexpr std::array<model_calls, sizeof...(Types)> calls_of_all(model_types<Types...>)
{
    return {model_calls{Types::req_key, action_stem_of<Types>(), result_kind_of<Types>}...};
}

JIMENG_SELDOM inline model_calls calls_of(task const& which)
{
    static constexpr auto known = calls_of_all(models);
    if (which.action_stem.empty())
        for (auto const& one : known)
            if (which.req_key == one.req_key) return one;
    return {which.req_key, which.action_stem, which.result};
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL bool visual_backend::serves(task const& which) const
{
    return !route_.per_model || !detail::calls_of(which).stem.empty();
}

JIMENG_SELDOM JIMENG_DECL bool visual_backend::ignores_results(task const& which) const
{
    return route_.per_model && detail::calls_of(which).result == result_kind::video;
}

JIMENG_SELDOM JIMENG_DECL http_request visual_backend::first_call(task const& which, std::string body) const
{
    return call(which, "SubmitTask", submit_task::name, std::move(body));
}

JIMENG_SELDOM JIMENG_DECL http_request visual_backend::next_call(task const& which, result_options const& results) const
{
    auto body = ignores_results(which) ? encode_query(which.req_key, which.id)
                                       : encode_query(which.req_key, which.id, results, detail::calls_of(which).result);
    return call(which, "GetResult", get_result::name, std::move(body));
}

JIMENG_SELDOM inline http_request visual_backend::call(task const& which, std::string_view what,
                                                       std::string_view generic, std::string body) const
{
    if (!route_.per_model) return make_call(where_.origin, where_.path, generic, submit_task::version, std::move(body));
    std::string action{detail::calls_of(which).stem};
    return make_call(where_.origin, where_.path, action += what, model_action_version, std::move(body));
}

} // namespace jimeng::inline JIMENG_ABI

#endif
