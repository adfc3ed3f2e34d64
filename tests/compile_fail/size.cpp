// Width and height, or an area, that the compiler knows are checked against the limits of the model.
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <cstdint>

using model = jimeng::text_to_image_v40;

constexpr model wide{.prompt = "a cat", .size = jimeng::size<2560, 1440>};
constexpr model large{.prompt = "a cat", .size = jimeng::preset::four_k};
constexpr model extreme{.prompt = "a cat", .size = jimeng::size<16384, 1024>};

#if CASE == 1 // expect: jimeng: width*height is below the smallest area this model accepts
constexpr model small{.prompt = "a cat", .size = jimeng::size<640, 480>};
#endif

#if CASE == 2 // expect: jimeng: width*height is above the largest area this model accepts
constexpr model huge{.prompt = "a cat", .size = jimeng::size<8192, 8192>};
#endif

#if CASE == 3 // expect: jimeng: width/height lies outside 1/16 to 16
constexpr model stripe{.prompt = "a cat", .size = jimeng::size<8192, 256>};
#endif

#if CASE == 4 // expect: jimeng: width/height lies outside 1/16 to 16
constexpr model pole{.prompt = "a cat", .size = jimeng::size<256, 8192>};
#endif

#if CASE == 5 // expect: jimeng: width and height are not positive
constexpr model nothing{.prompt = "a cat", .size = jimeng::size<0, 1024>};
#endif

#if CASE == 6 // expect: jimeng: width and height are not positive
constexpr model negative{.prompt = "a cat", .size = jimeng::size<-2048, -2048>};
#endif

#if CASE == 7 // expect: jimeng: width*height is above the largest area this model accepts
constexpr model wraps{.prompt = "a cat", .size = jimeng::size<4294967296, 4294967296>};
#endif

#if CASE == 8 // expect: jimeng: width*height is below the smallest area this model accepts
constexpr model small_area{.prompt = "a cat", .size = jimeng::area_constant<1024>{}};
#endif

#if CASE == 9 // expect: jimeng: width*height is above the largest area this model accepts
constexpr model large_area{.prompt = "a cat", .size = jimeng::area_constant<8192 * 8192>{}};
#endif

#if CASE == 10 // expect: jimeng: width*height is below the smallest area this model accepts
model at_run_time()
{
    return {.prompt = "a cat", .size = jimeng::size<640, 480>};
}
#endif

#if CASE == 11
// expect-gcc: could not convert
// expect-clang: no viable conversion
model unchecked_sides(jimeng::image_size sides)
{
    return {.prompt = "a cat", .size = sides};
}
#endif

#if CASE == 12
// expect-gcc: could not convert
// expect-clang: no viable conversion
model a_number_is_no_size()
{
    return {.prompt = "a cat", .size = 2048};
}
#endif
