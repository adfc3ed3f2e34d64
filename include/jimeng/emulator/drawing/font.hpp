#ifndef JIMENG_EMULATOR_DRAWING_FONT_HPP
#define JIMENG_EMULATOR_DRAWING_FONT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/emulator/drawing/handles.hpp>

#include <cairo-ft.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#define JIMENG_LEAKS_ARE_SOUGHT
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define JIMENG_LEAKS_ARE_SOUGHT
#endif
#endif
#ifdef JIMENG_LEAKS_ARE_SOUGHT
#include <sanitizer/lsan_interface.h>
#endif

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Reads the list of the machine's fonts, once in a process. fontconfig keeps it until the end and holds parts of it by
/// their distance from others, where LeakSanitizer does not see them.
inline void read_fonts()
{
#ifdef JIMENG_LEAKS_ARE_SOUGHT
    __lsan::ScopedDisabler const known;
#endif
    FcInit();
}

struct character {
    char32_t code;
    std::string utf8;
};

/// The first characters of a text. Whatever leaves no ink counts as a space, a byte that is not UTF-8 as U+FFFD.
[[nodiscard]] inline std::vector<character> characters_of(std::string_view text, std::size_t most)
{
    std::vector<character> found;
    while (!text.empty() && found.size() != most) {
        auto const next = jimeng::detail::decode_code_point(text);
        if (!next.valid)
            found.push_back({0xFFFD, "\xEF\xBF\xBD"});
        else if (!is_blank(next.value))
            found.push_back({next.value, std::string{text.substr(0, next.size)}});
        else if (!found.empty() && found.back().code != U' ')
            found.push_back({U' ', " "});
        text.remove_prefix(next.size);
    }
    return found;
}

/// The same at every size, whatever the desktop wants for its own letters.
[[nodiscard]] inline font_options plain_letters()
{
    font_options options{cairo_font_options_create()};
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    return options;
}

/// The installed font that has the most characters of a text; without any font, Cairo's own letters for ASCII.
class font {
public:
    explicit font(std::vector<character> const& text) : description_{best_for(text)}
    {
        if (description_) FcPatternGetCharSet(description_.get(), FC_CHARSET, 0, &characters_);
        face_.reset(description_
                        ? cairo_ft_font_face_create_for_pattern(description_.get())
                        : cairo_toy_font_face_create("@cairo:", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD));
        cairo_matrix_t size, upright;
        cairo_matrix_init_scale(&size, ruler, ruler);
        cairo_matrix_init_identity(&upright);
        measure_.reset(cairo_scaled_font_create(face_.get(), &size, &upright, plain_letters().get()));
    }

    [[nodiscard]] bool has(char32_t c) const
    {
        return characters_ != nullptr ? FcCharSetHasChar(characters_, c) != FcFalse : c < 0x7F;
    }

    /// How far the next character stands behind this one, in em.
    [[nodiscard]] double advance(std::string const& utf8) const
    {
        cairo_text_extents_t extents{};
        cairo_scaled_font_text_extents(measure_.get(), utf8.c_str(), &extents);
        return extents.x_advance / ruler;
    }

    [[nodiscard]] cairo_font_face_t* face() const { return face_.get(); }

private:
    static constexpr double ruler = 64; ///< px

    [[nodiscard]] static font_description best_for(std::vector<character> const& text)
    {
        read_fonts();
        character_set wanted{FcCharSetCreate()};
        for (auto const& c : text)
            FcCharSetAddChar(wanted.get(), c.code);
        font_description sought{FcNameParse(reinterpret_cast<FcChar8 const*>("sans-serif:bold"))};
        FcPatternAddCharSet(sought.get(), FC_CHARSET, wanted.get());
        FcPatternAddBool(sought.get(), FC_SCALABLE, FcTrue);
        FcPatternAddBool(sought.get(), FC_COLOR, FcFalse); // letters are drawn as outlines
        FcConfigSubstitute(nullptr, sought.get(), FcMatchPattern);
        FcDefaultSubstitute(sought.get());
        FcResult result{};
        return font_description{FcFontMatch(nullptr, sought.get(), &result)};
    }

    font_description description_;
    FcCharSet* characters_ = nullptr; ///< part of the description
    font_face face_;
    scaled_font measure_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
