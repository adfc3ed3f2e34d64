#ifndef JIMENG_CORE_SIZE_WITHIN_HPP
#define JIMENG_CORE_SIZE_WITHIN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/ratio_word.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The size of one request: nothing, an area, or width and height.
///
/// @par Source Image generation 4.0, parameters size, width, height: an area alone leaves the ratio to the prompt;
/// width and height count only together and then win.
/// @tparam Recommended  What a person's word for a ratio stands for.
template <size_limits Limits, recommended_list const& Recommended = recommended::none>
class size_within {
public:
    static constexpr size_limits limits = Limits;
    static constexpr recommended_list recommended = Recommended;

    constexpr size_within() = default;

    template <std::int64_t Width, std::int64_t Height>
    consteval size_within(size_constant<Width, Height>) : size_{Width, Height}
    {
        judge_size(size_, Limits, at_compile_time{});
    }

    template <std::int64_t Area>
    consteval size_within(area_constant<Area>) : area_{Area}
    {
        judge_area(Area, Limits, at_compile_time{});
    }

    /// The same size, checked against the same limits, of a model with other recommendations.
    template <recommended_list const& Others>
    constexpr size_within(size_within<Limits, Others> const& other) noexcept : size_{other.sides()},
                                                                               area_{other.area()}
    {}

    /// Width and height found at run time.
    static parsed<size_within> parse(image_size size)
    {
        auto const broken = broken_rule_of_size(size, Limits);
        if (broken == rules::none) return size_within{size, 0};
        return violation{broken, "size", std::to_string(size.width) + "x" + std::to_string(size.height),
                         limit_text(broken)};
    }

    /// An area found at run time, in pixels.
    static parsed<size_within> parse_area(std::int64_t area)
    {
        auto const broken = broken_rule_of_area(area, Limits);
        if (broken == rules::none) return size_within{{}, area};
        return violation{broken, "size", std::to_string(area), limit_text(broken)};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return area_ == 0 && !has_sides(); }
    [[nodiscard]] constexpr bool has_sides() const noexcept { return size_.width != 0; }
    [[nodiscard]] constexpr image_size sides() const noexcept { return size_; }
    /// The wire's `size`: an area in pixels; 0 where sides are set or nothing is.
    [[nodiscard]] constexpr std::int64_t area() const noexcept { return area_; }

    /// The area under its name; width and height under theirs.
    void write(std::string_view name, field_sink& to) const
    {
        if (!has_sides()) return to.whole(name, area_);
        to.whole("width", size_.width);
        to.whole("height", size_.height);
    }
    /// Reads `1K`, `2K`, `4K` in any letter case, or `WIDTHxHEIGHT` in pixels.
    static parsed<size_within> read_word(std::string_view text);
    /// Width and height count only together, and then the area does not.
    static parsed<size_within> read(std::string_view name, field_source& from);
    static void describe(value_facts facts, facts_sink& to);

private:
    constexpr size_within(image_size size, std::int64_t area) : size_{size}, area_{area} {}

    static std::string limit_text(rule broken)
    {
        if (broken == rules::area_at_least_minimum) return std::to_string(Limits.min_area) + " px";
        if (broken == rules::area_at_most_maximum) return std::to_string(Limits.max_area) + " px";
        return {};
    }

    image_size size_;
    std::int64_t area_ = 0;
};

namespace detail {

constexpr bool same_preset_name(std::string_view text, std::string_view name) noexcept
{
    return text.size() == 2 && text[0] == name[0] && (text[1] == 'K' || text[1] == 'k');
}

inline std::optional<image_size> read_sides(std::string_view text)
{
    auto const cross = text.find_first_of("xX*");
    if (cross == std::string_view::npos) return std::nullopt;
    auto const width = read_number<std::int64_t>(text.substr(0, cross));
    auto const height = read_number<std::int64_t>(text.substr(cross + 1));
    if (!width || !height) return std::nullopt;
    return image_size{*width, *height};
}

} // namespace detail

template <size_limits Limits, recommended_list const& Recommended>
parsed<size_within<Limits, Recommended>> size_within<Limits, Recommended>::read_word(std::string_view text)
{
    for (auto const& preset : presets)
        if (detail::same_preset_name(text, preset.name)) return parse_area(preset.area);
    if (auto const sides = detail::read_sides(text)) return parse(*sides);
    return violation{rules::size_is_known, "size", std::string{text}, ""};
}

/// The same for limits alone.
template <size_limits Limits>
parsed<size_within<Limits>> read_size(std::string_view text)
{
    return size_within<Limits>::read_word(text);
}

namespace detail {

/// A side; absent where nothing is said of it.
inline found read_side(field_source& from, std::string_view name, std::int64_t& side, violation& why)
{
    auto const what = from.whole(name, side);
    if (what != found::absent && what != found::present) why = not_taken(what, name, from, "whole pixels");
    return what;
}

/// Width and height, where both are there. Who gives one alone has forgotten the other.
inline std::optional<image_size> read_both_sides(field_source& from, violation& why)
{
    image_size sides;
    auto const width = read_side(from, "width", sides.width, why);
    auto const height = read_side(from, "height", sides.height, why);
    if (why) return std::nullopt;
    if (width == found::present && height == found::present) return sides;
    bool const one = width != height;
    if (one && from.strict())
        why = {rules::width_and_height_together, width == found::present ? "width" : "height",
               std::to_string(width == found::present ? sides.width : sides.height), ""};
    return std::nullopt;
}

inline value_facts facts_of_side(value_facts facts, std::string_view name, std::string_view summary)
{
    facts.name = name;
    facts.holds = value_facts::type::whole;
    facts.placeholder = "PX";
    facts.least = 1.0;
    facts.together_with = name == "width" ? "height" : "width";
    facts.summary = summary;
    return facts;
}

} // namespace detail

template <size_limits Limits, recommended_list const& Recommended>
parsed<size_within<Limits, Recommended>> size_within<Limits, Recommended>::read(std::string_view name,
                                                                                field_source& from)
{
    violation why;
    auto const sides = detail::read_both_sides(from, why);
    if (why) return why;
    if (sides && from.typed()) return parse(*sides);
    std::string_view words;
    if (from.typed()) {
        auto const typed = from.text(name, words);
        if (typed > found::present) return detail::not_taken(typed, name, from, "1K, 2K, 4K or WxH");
        if (auto const like = detail::read_ratio_word(Recommended, words, from, why)) return parse(*like);
        if (why) return why;
        return typed == found::absent ? parsed<size_within>{size_within{}} : read_word(words);
    }
    std::int64_t area = 0;
    auto const what = from.whole(name, area);
    if (what > found::present) return detail::not_taken(what, name, from, "whole pixels");
    if (sides) return parse(*sides);
    return what == found::present ? parse_area(area) : size_within{};
}

template <size_limits Limits, recommended_list const& Recommended>
void size_within<Limits, Recommended>::describe(value_facts facts, facts_sink& to)
{
    to.value(detail::facts_of_side(facts, "width", "exact width, together with the height"));
    to.value(detail::facts_of_side(facts, "height", "exact height, together with the width"));
    facts.holds = value_facts::type::whole;
    facts.placeholder = "SIZE";
    facts.least = static_cast<double>(Limits.min_area);
    facts.most = static_cast<double>(Limits.max_area);
    facts.standard = "4194304"; // 2K
    facts.words = "1K, 2K, 4K, or sides as 2048x1024";
    to.value(facts);
    detail::describe_ratio_word(Recommended, to);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
