#ifndef JIMENG_CORE_PICTURE_SET_HPP
#define JIMENG_CORE_PICTURE_SET_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/ratio_rules.hpp>
#include <jimeng/core/request_outline.hpp>

#include <cstddef>

namespace jimeng::inline JIMENG_ABI {

/// The outline of a model that draws a set: as many pictures as the prompt asks for, fewer with each input image.
/// @par Source Image generation 4.0 (85621/1817045) and 4.6 (85621/2275082), which agree in it.
template <class Request>
[[nodiscard]] constexpr request_outline outline_of_picture_set(Request const& request)
{
    constexpr std::size_t most = Request::result::most;
    auto const inputs = request.image_urls.size();
    auto const& size = request.size;
    return {.text = request.prompt.text(),
            .sides = size.sides(),
            .area = size.has_sides() || !size.empty() ? size.area() : preset::two_k.value,
            .least_ratio = request.min_ratio.value_or(default_min_ratio),
            .most_ratio = request.max_ratio.value_or(default_max_ratio),
            .inputs = inputs,
            .most_results = request.force_single ? 1
                            : inputs < most      ? most - inputs
                                                 : 1};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
