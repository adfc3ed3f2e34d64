// The scale is a fraction for 4.0 and a whole number for 4.6: the types keep the two apart.
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

using jimeng::seedream_v46;
using jimeng::text_to_image_v40;

constexpr text_to_image_v40 fraction{.prompt = "a cat", .scale = 0.7};
constexpr text_to_image_v40 whole{.prompt = "a cat", .scale = 1};
constexpr seedream_v46 percent{.prompt = "a cat", .scale = 70};

#if CASE == 1 // expect: jimeng: scale lies outside 0 to 1
constexpr text_to_image_v40 above{.prompt = "a cat", .scale = 1.5};
#endif

#if CASE == 2 // expect: jimeng: scale lies outside 0 to 1
constexpr text_to_image_v40 below{.prompt = "a cat", .scale = -0.1};
#endif

#if CASE == 3 // expect: jimeng: scale lies outside 0 to 1
constexpr text_to_image_v40 percent_for_fraction{.prompt = "a cat", .scale = 50};
#endif

#if CASE == 4 // expect: jimeng: scale has more than two decimals
constexpr text_to_image_v40 fine{.prompt = "a cat", .scale = 0.505};
#endif

#if CASE == 5 // expect: jimeng: scale lies outside 1 to 100
constexpr seedream_v46 zero{.prompt = "a cat", .scale = 0};
#endif

#if CASE == 6 // expect: jimeng: scale lies outside 1 to 100
constexpr seedream_v46 too_much{.prompt = "a cat", .scale = 101};
#endif

#if CASE == 7 // expect: jimeng: scale lies outside 1 to 100
constexpr seedream_v46 wraps{.prompt = "a cat", .scale = 4294967297};
#endif

#if CASE == 8 // expect: jimeng: this model's scale is an integer from 1 to 100, not a fraction
constexpr seedream_v46 fraction_for_percent{.prompt = "a cat", .scale = 0.5};
#endif

#if CASE == 9 // expect: jimeng: scale lies outside 0 to 1
constexpr text_to_image_v40 astronomical{.prompt = "a cat", .scale = 1e300};
#endif

#if CASE == 12 // expect: jimeng: scale is a number, not a truth value or a character
constexpr text_to_image_v40 truth_for_fraction{.prompt = "a cat", .scale = true};
#endif

#if CASE == 13 // expect: jimeng: scale is a number, not a truth value or a character
constexpr seedream_v46 truth_for_percent{.prompt = "a cat", .scale = true};
#endif

#if CASE == 14 // expect: jimeng: scale is a number, not a truth value or a character
constexpr seedream_v46 letter{.prompt = "a cat", .scale = 'a'};
#endif

#if CASE == 10
// expect-gcc: could not convert
// expect-clang: no viable conversion
text_to_image_v40 mixed_up(jimeng::scale_percent scale)
{
    return {.prompt = "a cat", .scale = scale};
}
#endif

#if CASE == 11
// expect-gcc: is not a constant expression
// expect-clang: is not a constant expression
text_to_image_v40 unchecked_number(double scale)
{
    return {.prompt = "a cat", .scale = scale};
}
#endif
