#ifndef JIMENG_EMULATOR_DRAWING_HANDLES_HPP
#define JIMENG_EMULATOR_DRAWING_HANDLES_HPP

#include <jimeng/core/config.hpp>

#include <cairo.h>
#include <fontconfig/fontconfig.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Lets go of an object of a C library with the library's own function.
template <auto Release>
struct releaser {
    template <class T>
    void operator()(T* held) const
    {
        Release(held);
    }
};

template <class T, auto Release>
using handle = std::unique_ptr<T, releaser<Release>>;

using surface = handle<cairo_surface_t, cairo_surface_destroy>;
using context = handle<cairo_t, cairo_destroy>;
using colours = handle<cairo_pattern_t, cairo_pattern_destroy>;
using font_face = handle<cairo_font_face_t, cairo_font_face_destroy>;
using scaled_font = handle<cairo_scaled_font_t, cairo_scaled_font_destroy>;
using font_options = handle<cairo_font_options_t, cairo_font_options_destroy>;
using font_description = handle<FcPattern, FcPatternDestroy>;
using character_set = handle<FcCharSet, FcCharSetDestroy>;

/// Cairo keeps its first error to itself and draws no more; so it is asked once, at the end.
inline void throw_if_failed(cairo_t* drawn)
{
    if (auto const status = cairo_status(drawn); status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string{"jimeng: the picture cannot be drawn: "} + cairo_status_to_string(status));
}

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
