// The opacity of the visible mark is a fraction; a mark's members do not convert into each other.
#include <jimeng/core/result_options.hpp>

constexpr jimeng::opacity half = 0.5;
constexpr jimeng::opacity opaque = 1;

#if CASE == 1 // expect: jimeng: opacity lies outside 0 to 1
constexpr jimeng::opacity above = 1.5;
#endif

#if CASE == 2 // expect: jimeng: opacity lies outside 0 to 1
constexpr jimeng::opacity below = -0.5;
#endif

#if CASE == 3 // expect: jimeng: opacity lies outside 0 to 1
constexpr jimeng::opacity percent = 50;
#endif

#if CASE == 5 // expect: jimeng: opacity is a number, not a truth value or a character
constexpr jimeng::opacity truth = true;
#endif

#if CASE == 4
// expect-gcc: could not convert
// expect-clang: cannot initialize a member subobject of type 'watermark_position'
jimeng::watermark a_number_is_no_corner()
{
    return {.position = 2};
}
#endif
