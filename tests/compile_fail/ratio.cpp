// A bound of the aspect ratio that is a literal lies within 1/16 and 16.
#include <jimeng/core/models/text_to_image_v40.hpp>

using model = jimeng::text_to_image_v40;

constexpr model both_ends{.prompt = "a cat", .min_ratio = 0.0625, .max_ratio = 16};

#if CASE == 1 // expect: jimeng: aspect ratio lies outside 1/16 to 16
constexpr model above{.prompt = "a cat", .max_ratio = 16.1};
#endif

#if CASE == 2 // expect: jimeng: aspect ratio lies outside 1/16 to 16
constexpr model below{.prompt = "a cat", .min_ratio = 0.06};
#endif

#if CASE == 3 // expect: jimeng: aspect ratio lies outside 1/16 to 16
constexpr model zero{.prompt = "a cat", .min_ratio = 0};
#endif

#if CASE == 5 // expect: jimeng: a ratio is a number, not a truth value or a character
constexpr model truth{.prompt = "a cat", .max_ratio = true};
#endif

#if CASE == 4 // expect: is not a constant expression
model unchecked_number(double ratio)
{
    return {.prompt = "a cat", .max_ratio = ratio};
}
#endif
