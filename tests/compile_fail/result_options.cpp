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

// The options of a video and of facts take what is for pictures from nobody.
inline jimeng::video_result_options labelled_video()
{
    return {.aigc_meta = jimeng::aigc_meta{.producer_id = "p", .content_propagator = "c"}};
}

#if CASE == 6 // expect: jimeng: a watermark and return_url are for pictures only
jimeng::video_result_options marked_video()
{
    return {.watermark = jimeng::watermark{}};
}
#endif

#if CASE == 7 // expect: jimeng: a watermark and return_url are for pictures only
jimeng::video_result_options video_inside()
{
    return {.return_url = false};
}
#endif

#if CASE == 8 // expect: jimeng: a watermark and return_url are for pictures only
jimeng::data_result_options marked_facts()
{
    return {.watermark = jimeng::watermark{}};
}
#endif

#if CASE == 9 // expect: jimeng: aigc_meta is for pictures and videos only
jimeng::data_result_options labelled_facts()
{
    return {.aigc_meta = jimeng::aigc_meta{}};
}
#endif
