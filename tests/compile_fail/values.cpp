// Numbers, words, sides and texts of a model that are literals are judged by the compiler.
#include <jimeng/core/models/image_to_image_v30.hpp>
#include <jimeng/core/models/ti2v_v30_pro.hpp>

#include <string>

using still = jimeng::image_to_image_v30;
using video = jimeng::ti2v_v30_pro;

constexpr video good{.prompt = "a cat", .seed = -1, .frames = 241, .aspect_ratio = "21:9"};
constexpr still also_good{
    .inputs = {"https://a.example/0"}, .prompt = "a cat", .scale = 1, .size = jimeng::size<512, 2016>};

#if CASE == 1 // expect: jimeng: value is not one of the choices
constexpr video ratio{.prompt = "a cat", .aspect_ratio = "2:1"};
#endif

#if CASE == 2 // expect: jimeng: value is not one of the numbers that this model knows
constexpr video frames{.prompt = "a cat", .frames = 120};
#endif

#if CASE == 3 // expect: jimeng: value lies outside -1 to 2147483647
constexpr video seed{.prompt = "a cat", .seed = -2};
#endif

#if CASE == 4 // expect: jimeng: this is a whole number, not a fraction
constexpr video fraction{.prompt = "a cat", .seed = 1.5};
#endif

#if CASE == 5 // expect: jimeng: this is a number, not a truth value or a character
constexpr video truth{.prompt = "a cat", .seed = true};
#endif

#if CASE == 6 // expect: jimeng: value lies outside 0 to 1
constexpr still scale{.inputs = {"https://a.example/0"}, .prompt = "a cat", .scale = 1.01};
#endif

#if CASE == 7 // expect: jimeng: width or height lies outside 512 to 2016
constexpr still side{.inputs = {"https://a.example/0"}, .prompt = "a cat", .size = jimeng::size<511, 512>};
#endif

#if CASE == 8 // expect: jimeng: text is empty
constexpr video empty{.prompt = ""};
#endif

#if CASE == 9 // expect: jimeng: text holds blanks and unseen characters only
constexpr video blank{.prompt = " \u3000"};
#endif

#if CASE == 10 // expect: jimeng: text contains a nul character or lacks its end
constexpr video nul{.prompt = "a\0b"};
#endif

#define JIMENG_TEST_100                                                                                                \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
#if CASE == 11 // expect: jimeng: text is longer than 800 code points
constexpr video longer{.prompt = JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100
                           JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 "x"};
#endif

#if CASE == 12 // expect: jimeng: more input images than this model accepts
constexpr video inputs{.inputs = {"https://a.example/0", "https://a.example/1"}};
#endif

#if CASE == 13 // expect: jimeng: image url is not http or https
constexpr video address{.inputs = {"cat.png"}};
#endif

#if CASE == 14
// expect-gcc: use of deleted function
// expect-clang: call to deleted member function
auto dangling(video& request)
{
    return request.inputs.add(std::string{"cat.png"});
}
#endif
