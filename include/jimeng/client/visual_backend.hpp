#ifndef JIMENG_CLIENT_VISUAL_BACKEND_HPP
#define JIMENG_CLIENT_VISUAL_BACKEND_HPP

#include <jimeng/client/backend.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/net/origin.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Volcengine's visual service, by either route. Whatever the route, answers of all shapes are read.
class visual_backend {
public:
    visual_backend() = default;
    visual_backend(service_address where, visual_route route) : where_{std::move(where)}, route_{route} {}

    [[nodiscard]] http_origin const& origin() const noexcept { return where_.origin; }

    /// Whether the route leads to the task's model: the one with actions that bear a model's name does where the task or
    /// the registry knows them.
    [[nodiscard]] JIMENG_DECL bool serves(task const& which) const;
    /// Whether the route's query of this task has no place for result options.
    [[nodiscard]] JIMENG_DECL bool ignores_results(task const& which) const;

    /// @pre `serves(which)`.
    [[nodiscard]] JIMENG_DECL http_request first_call(task const& which, std::string body) const;
    /// A model that films is asked without result options on its own actions, which declare none.
    /// @pre `serves(which)`.
    [[nodiscard]] JIMENG_DECL http_request next_call(task const& which, result_options const& results) const;

    [[nodiscard]] task_id judge_first(http_response const& reply, error_code& ec, diagnostics& details) const
    {
        return decode_submit(reply, ec, details);
    }
    [[nodiscard]] task_state judge(http_response const& reply, error_code& ec, diagnostics& details) const
    {
        return decode_result(reply, ec, details);
    }

private:
    [[nodiscard]] http_request call(task const& which, std::string_view what, std::string_view generic,
                                    std::string body) const;

    service_address where_{};
    visual_route route_{};
};

static_assert(backend<visual_backend>);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/visual_backend.ipp>
#endif

#endif
