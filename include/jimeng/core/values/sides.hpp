#ifndef JIMENG_CORE_VALUES_SIDES_HPP
#define JIMENG_CORE_VALUES_SIDES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/ratio_word.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/size_within.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <std::int64_t Least, std::int64_t Most>
inline constexpr rule_words<"width or height lies outside " + detail::decimal<Least>() + " to " +
                                detail::decimal<Most>(),
                            "choose sides within">
    sides_within{};
template <std::int64_t Least, std::int64_t Most>
inline constexpr rule_words<"width*height lies outside " + detail::decimal<Least>() + " to " + detail::decimal<Most>(),
                            "choose sides whose product lies within">
    area_within{};
template <std::int64_t Most>
inline constexpr rule_words<"width/height lies outside 1/" + detail::decimal<Most>() + " to " + detail::decimal<Most>(),
                            "choose sides closer to each other">
    sides_within_ratio{};

} // namespace rules

/// What a model accepts as width and height.
struct side_limits {
    std::int64_t least = 1; ///< Of each side, in pixels.
    std::int64_t most = 16384;
    std::int64_t min_area = 0; ///< In pixels.
    std::int64_t max_area = 0; ///< 0: not limited.
    std::int64_t ratio = 0;    ///< Of the longer to the shorter side; 0: not limited.
};

/// Width and height in pixels, both or none.
/// @tparam Standard  What the service takes for each where nothing is said, for help texts.
/// @tparam Recommended  What a person's word for a ratio stands for.
template <side_limits Limits, fixed_string Standard = "", recommended_list const& Recommended = recommended::none>
class sides_value {
public:
    static constexpr side_limits limits = Limits;
    static constexpr recommended_list recommended = Recommended;

    constexpr sides_value() = default;

    template <std::int64_t Width, std::int64_t Height>
    consteval sides_value(size_constant<Width, Height>) : size_{Width, Height}
    {
        judge_sides(size_, at_compile_time{});
    }

    static parsed<sides_value> parse(image_size size)
    {
        if (auto const broken = judge_sides(size, at_run_time{}); broken != rules::none)
            return violation{broken, "width, height", std::to_string(size.width) + "x" + std::to_string(size.height),
                             std::to_string(Limits.least) + " to " + std::to_string(Limits.most) + " px"};
        sides_value both;
        both.size_ = size;
        return both;
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return size_.width == 0; }
    [[nodiscard]] constexpr image_size sides() const noexcept { return size_; }

    void write(std::string_view, field_sink& to) const
    {
        to.whole("width", size_.width);
        to.whole("height", size_.height);
    }
    /// A person may write both in one word, or a ratio.
    static parsed<sides_value> read(std::string_view, field_source& from)
    {
        violation why;
        auto const sides = detail::read_both_sides(from, why);
        if (why) return why;
        if (sides) return parse(*sides);
        return from.typed() ? read_words(from) : parsed<sides_value>{sides_value{}};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        auto side = detail::facts_of_side(facts, "width", "exact width, together with the height");
        side.least = static_cast<double>(Limits.least);
        side.most = static_cast<double>(Limits.most);
        side.standard = standard.view();
        to.value(side);
        side.name = "height";
        side.together_with = "width";
        side.summary = "exact height, together with the width";
        to.value(side);
        value_facts both;
        both.name = "size";
        both.typed_only = true;
        both.placeholder = Recommended.sizes.empty() ? "WIDTHxHEIGHT" : "WIDTHxHEIGHT|1K|2K";
        both.words = both.placeholder;
        both.summary = Recommended.sizes.empty() ? "width and height in one word"
                                                 : "width and height in one word, or how large a --ratio is meant";
        to.value(both);
        detail::describe_ratio_word(Recommended, to);
    }

private:
    static constexpr auto standard = Standard;

    static parsed<sides_value> read_words(field_source& from)
    {
        violation why;
        std::string_view words;
        bool const said = from.text("size", words) == found::present;
        auto const typed = detail::read_sides(words);
        if (typed) return parse(*typed);
        auto const like = detail::read_ratio_word(Recommended, words, from, why);
        if (why) return why;
        if (like) return parse(*like);
        if (!said) return sides_value{};
        for (auto const& one : Recommended.sizes)
            if (one.ratio == "1:1" && detail::same_preset_name(words, one.tier)) return parse(one.pixels);
        return violation{rules::size_is_known, "size", std::string{words}, "WIDTHxHEIGHT"};
    }

    /// Divisions instead of products, so that none overflows.
    template <class Face>
    static constexpr rule judge_sides(image_size size, Face face) noexcept
    {
        auto const shorter = size.width < size.height ? size.width : size.height;
        auto const longer = size.width < size.height ? size.height : size.width;
        if (shorter < Limits.least || longer > Limits.most) return face(rules::sides_within<Limits.least, Limits.most>);
        if constexpr (Limits.max_area != 0)
            if (Limits.max_area / longer < shorter || longer * shorter < Limits.min_area)
                return face(rules::area_within<Limits.min_area, Limits.max_area>);
        if constexpr (Limits.ratio != 0)
            if ((longer - 1) / Limits.ratio >= shorter) return face(rules::sides_within_ratio<Limits.ratio>);
        return {};
    }

    image_size size_;
};

/// Width and height, each from `Least` to `Most` pixels, both or none.
template <std::int64_t Least, std::int64_t Most, fixed_string Standard = "">
using sides_within = sides_value<side_limits{.least = Least, .most = Most}, Standard>;

} // namespace jimeng::inline JIMENG_ABI

#endif
