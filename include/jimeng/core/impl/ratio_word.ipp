#ifndef JIMENG_CORE_IMPL_RATIO_WORD_IPP
#define JIMENG_CORE_IMPL_RATIO_WORD_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/ratio_word.hpp>
#include <jimeng/core/values/input_image.hpp>

#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

inline bool is_of_tier(recommended_size const& one, recommended_list const& list, std::string_view tier)
{
    if (tier.empty()) return one.tier == list.tier;
    return tier.size() == 2 && tier[0] == one.tier[0] && (tier[1] == 'K' || tier[1] == 'k');
}

/// The recommended size whose ratio is nearest.
JIMENG_SELDOM inline std::optional<image_size> nearest_size(recommended_list const& list, std::string_view tier,
                                                            image_size sides)
{
    auto const off = [&](image_size one) { // how much wider or narrower, as a factor
        auto const factor = static_cast<double>(one.width) * static_cast<double>(sides.height) /
                            (static_cast<double>(one.height) * static_cast<double>(sides.width));
        return factor < 1.0 ? 1.0 / factor : factor;
    };
    std::optional<image_size> nearest;
    for (auto const& one : list.sizes)
        if (is_of_tier(one, list, tier) && (!nearest || off(one.pixels) < off(*nearest))) nearest = one.pixels;
    return nearest;
}

JIMENG_SELDOM inline std::optional<image_size> size_like_input(recommended_list const& list, std::string_view tier,
                                                               field_source& from)
{
    std::vector<std::string_view> images;
    if (from.texts("image_urls", images) != found::present || images.empty()) return std::nullopt;
    auto const first = input_image::parse(images.front(), {});
    if (!first || first->sides().width == 0) return std::nullopt;
    return nearest_size(list, tier, first->sides());
}

inline std::string ratios_of(recommended_list const& list, std::string_view tier)
{
    std::string all;
    for (auto const& one : list.sizes)
        if (is_of_tier(one, list, tier)) (all += all.empty() ? "" : ", ") += one.ratio;
    return all + (all.empty() ? "input" : ", input");
}

JIMENG_SELDOM JIMENG_DECL std::optional<image_size> read_ratio_word(recommended_list const& list, std::string_view tier,
                                                                    field_source& from, violation& why)
{
    std::string_view ratio;
    if (list.sizes.empty() || from.text("ratio", ratio) != found::present) return std::nullopt;
    if (ratio == "input") {
        auto const like = size_like_input(list, tier, from);
        if (!like) why = {rules::input_ratio_is_known, "ratio", "input", ""};
        return like;
    }
    for (auto const& one : list.sizes)
        if (one.ratio == ratio && is_of_tier(one, list, tier)) return one.pixels;
    why = {rules::ratio_is_recommended, "ratio", std::string{ratio}, ratios_of(list, tier)};
    return std::nullopt;
}

JIMENG_SELDOM JIMENG_DECL void describe_ratio_word(recommended_list const& list, facts_sink& to)
{
    if (list.sizes.empty()) return;
    value_facts facts;
    facts.name = "ratio";
    facts.typed_only = true;
    facts.placeholder = "W:H|input";
    facts.summary = "the size that is recommended for this ratio; input: that of the first input image";
    to.value(facts);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
