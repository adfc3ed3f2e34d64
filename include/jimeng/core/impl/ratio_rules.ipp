#ifndef JIMENG_CORE_IMPL_RATIO_RULES_IPP
#define JIMENG_CORE_IMPL_RATIO_RULES_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/ratio_rules.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL violation explain_ratios(rule const& broken, std::string_view field, image_size sides,
                                                   double least, double most)
{
    auto const both = concat({std::to_string(sides.width), "x", std::to_string(sides.height)});
    return {broken, std::string{field}, sides == image_size{} ? std::string{} : both,
            concat({number_text(least), " to ", number_text(most)})};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
