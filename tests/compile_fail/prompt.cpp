// A prompt that is a literal is counted by the compiler; run-time text passes through prompt::parse.
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <string>

jimeng::text_to_image_v40 a_request();
jimeng::text_to_image_v40 a_request()
{
    return {.prompt = "一只白猫 on a windowsill"};
}

// clang-format off
#define JIMENG_TEST_100 "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
#define JIMENG_TEST_800 JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 \
                        JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100 JIMENG_TEST_100
// clang-format on
constexpr jimeng::prompt longest{JIMENG_TEST_800};
static_assert(longest.text().size() == 800);

#if CASE == 1 // expect: jimeng: prompt is empty
constexpr jimeng::prompt empty{""};
#endif

#if CASE == 2 // expect: jimeng: prompt is not valid utf8
constexpr jimeng::prompt latin_1{"caf\xe9"};
#endif

#if CASE == 3 // expect: jimeng: prompt is longer than 800 code points
constexpr jimeng::prompt too_long{JIMENG_TEST_800 "x"};
#endif

#if CASE == 4 // expect: jimeng: prompt is empty
jimeng::text_to_image_v40 no_words()
{
    return {.prompt = ""};
}
#endif

#if CASE == 5
// expect-gcc: could not convert
// expect-clang: no viable conversion
jimeng::text_to_image_v40 unchecked_text(std::string const& text)
{
    return {.prompt = text};
}
#endif

#if CASE == 6
// expect-gcc: use of deleted function
// expect-clang: call to deleted function
auto dangling()
{
    return jimeng::prompt::parse(std::string{"a cat"});
}
#endif

#if CASE == 7 // expect: jimeng: prompt contains a nul character or lacks its end
constexpr char padded[16] = "a cat";
constexpr jimeng::prompt with_nul{padded};
#endif

#if CASE == 8 // expect: jimeng: prompt contains a nul character or lacks its end
constexpr char endless[] = {'c', 'a', 't'};
constexpr jimeng::prompt without_end{endless};
#endif

#if CASE == 9 // expect: jimeng: prompt holds blanks and unseen characters only
constexpr jimeng::prompt only_blanks{" \t"};
#endif

#if CASE == 10 // expect: jimeng: prompt holds blanks and unseen characters only
constexpr jimeng::prompt ideographic_space{"\u3000\u00a0\u200b"};
#endif
