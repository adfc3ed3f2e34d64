#ifndef JIMENG_CORE_MODELS_IMG2IMG_SEED3_PAINTING_EDIT_HPP
#define JIMENG_CORE_MODELS_IMG2IMG_SEED3_PAINTING_EDIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_facts.hpp>
#include <jimeng/core/value_kind.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/real_number.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"top, bottom, left or right is given with two input images, which are canvas and mask",
                            "give one image, or leave the fractions out">
    fractions_with_one_image{};

} // namespace rules

namespace detail {

/// The fractions say how far one picture is extended; canvas and mask say it by themselves.
struct fractions_only_with_one_image {
    static constexpr std::string_view field = "image_urls";

    template <class Request, class Face>
    static constexpr rule judge(Request const& request, Face face)
    {
        bool const any =
            !(request.top.empty() && request.bottom.empty() && request.left.empty() && request.right.empty());
        return any && request.inputs.size() > 1 ? face(rules::fractions_with_one_image) : rules::none;
    }
    static void describe(rules_sink& to)
    {
        for (auto const fraction : {"top", "bottom", "left", "right"})
            to.few_beside(fraction, field, 1);
    }
};

/// A side that is extended at both ends, in pixels.
struct grown_side {
    std::int64_t before;
    std::int64_t old;
    std::int64_t whole;

    [[nodiscard]] constexpr double first() const { return static_cast<double>(before) / static_cast<double>(whole); }
    [[nodiscard]] constexpr double last() const
    {
        return static_cast<double>(before + old) / static_cast<double>(whole);
    }
};

/// @param side  0 of a picture at an address; then only the fractions of the result are right.
[[nodiscard]] constexpr grown_side grown(std::int64_t side, double before, double after)
{
    auto const old = side == 0 ? std::int64_t{1'000'000} : side;
    auto const added = [&](double fraction) {
        return static_cast<std::int64_t>(static_cast<double>(old) * fraction + 0.5);
    };
    return {added(before), old, added(before) + old + added(after)};
}

} // namespace detail

/// Jimeng outpainting: draws on beyond a picture's edges.
///
/// One picture with fractions of its sides, or two pictures: a canvas, and a mask that is white where it is to be drawn.
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 智能扩图 (85621/2375477), which was not seen: one picture with fractions was tried by a client, two pictures and
/// the length of the prompt are taken from clients' code. That 4.7 MB means 4,700,000 bytes before base64 is assumed.
struct img2img_seed3_painting_edit {
    static constexpr std::string_view req_key = "jimeng_img2img_seed3_painting_edit", name = "outpaint",
                                      title = "Jimeng outpainting";
    static constexpr evidence known = evidence::unverified;
    using result = images<1>;

    input_images<input_limits{.min = 1, .max = 2, .bytes = 4'700'000, .longest_side = 4096}> inputs{};
    real_number<0, 1> top{};
    real_number<0, 1> bottom{};
    real_number<0, 1> left{};
    real_number<0, 1> right{};
    text_value<text_limits{.longest = 800}> prompt{};
    basic_seed<> seed{};

    static constexpr auto fields()
    {
        using self = img2img_seed3_painting_edit;
        return listed(field<"image_urls", &self::inputs, "the picture to extend; or a canvas, then its mask">{},
                      field<"top", &self::top, "what is added above, as a fraction of the height">{},
                      field<"bottom", &self::bottom, "what is added below, as a fraction of the height">{},
                      field<"left", &self::left, "what is added at the left, as a fraction of the width">{},
                      field<"right", &self::right, "what is added at the right, as a fraction of the width">{},
                      field<"prompt", &self::prompt, "what is to be seen there, at most 800 characters">{},
                      field<"seed", &self::seed, "where chance begins; -1 is any", evidence::unverified>{});
    }
    static constexpr auto rules() { return listed(detail::fractions_only_with_one_image{}); }
    constexpr request_outline outline() const
    {
        auto const from = inputs.begin()->sides();
        auto const across = detail::grown(from.width, left.value(), right.value());
        auto const down = detail::grown(from.height, top.value(), bottom.value());
        return {.text = prompt.view(),
                .sides = from.width == 0 ? image_size{} : image_size{across.whole, down.whole},
                .area = 1024 * 1024,
                .inputs = inputs.size(),
                .kept = {across.first(), down.first(), across.last(), down.last()},
                .masked = inputs.size() > 1};
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
