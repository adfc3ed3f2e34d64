#ifndef JIMENG_CORE_VALUES_SIDES_HPP
#define JIMENG_CORE_VALUES_SIDES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
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

} // namespace rules

/// Width and height, each from `Least` to `Most` pixels, both or none.
template <std::int64_t Least, std::int64_t Most>
class sides_within {
public:
    constexpr sides_within() = default;

    template <std::int64_t Width, std::int64_t Height>
    consteval sides_within(size_constant<Width, Height>) : size_{Width, Height}
    {
        judge_sides(size_, at_compile_time{});
    }

    static parsed<sides_within> parse(image_size size)
    {
        if (auto const broken = judge_sides(size, at_run_time{}); broken != rules::none)
            return violation{broken, "width, height", std::to_string(size.width) + "x" + std::to_string(size.height),
                             std::to_string(Least) + " to " + std::to_string(Most) + " px"};
        sides_within both;
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
    /// A person may write both in one word.
    static parsed<sides_within> read(std::string_view, field_source& from)
    {
        violation why;
        auto const sides = detail::read_both_sides(from, why);
        if (why) return why;
        if (sides) return parse(*sides);
        std::string_view words;
        if (!from.typed() || from.text("size", words) != found::present) return sides_within{};
        if (auto const typed = detail::read_sides(words)) return parse(*typed);
        return violation{rules::size_is_known, "size", std::string{words}, "WIDTHxHEIGHT"};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.least = static_cast<double>(Least);
        facts.most = static_cast<double>(Most);
        auto side = detail::facts_of_side(facts, "width", "exact width, together with the height");
        side.least = facts.least;
        to.value(side);
        side.name = "height";
        side.summary = "exact height, together with the width";
        to.value(side);
        value_facts both;
        both.name = "size";
        both.typed_only = true;
        both.placeholder = "WIDTHxHEIGHT";
        both.summary = "width and height in one word";
        to.value(both);
    }

private:
    template <class Face>
    static constexpr rule judge_sides(image_size size, Face face) noexcept
    {
        bool const within = size.width >= Least && size.width <= Most && size.height >= Least && size.height <= Most;
        return within ? rule{} : face(rules::sides_within<Least, Most>);
    }

    image_size size_;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
