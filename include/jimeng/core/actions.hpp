#ifndef JIMENG_CORE_ACTIONS_HPP
#define JIMENG_CORE_ACTIONS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/fixed_string.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// An action of the service: `Action` and `Version` of the query.
template <fixed_string Name, fixed_string Version>
struct api_action {
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view version = Version.view();
};

/// @par Source Every Jimeng page (85621/…): both actions are POSTs of version 2022-08-31.
using submit_task = api_action<"CVSync2AsyncSubmitTask", "2022-08-31">;
using get_result = api_action<"CVSync2AsyncGetResult", "2022-08-31">;

/// Where the actions are served, and what a signature for them names.
/// @par Source The same pages: region and service are fixed.
inline constexpr std::string_view default_endpoint = "https://visual.volcengineapi.com";
inline constexpr std::string_view default_region = "cn-north-1";
inline constexpr std::string_view default_service = "cv";

} // namespace jimeng::inline JIMENG_ABI

#endif
