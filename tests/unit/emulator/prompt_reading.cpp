#include <jimeng/emulator/prompt_reading.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_prompt_reading)

namespace emulator = jimeng::emulator;
using emulator::named_ratio;
using emulator::pictures_asked_for_in;
using emulator::ratio_named_in;

BOOST_AUTO_TEST_CASE(a_ratio_in_numbers_is_found)
{
    for (auto const [w, h] : {named_ratio{16, 9}, {9, 16}, {4, 3}, {3, 4}, {3, 2}, {2, 3}, {21, 9}, {9, 21}, {1, 1}}) {
        BOOST_TEST(
            (ratio_named_in("a lake, " + std::to_string(w) + ":" + std::to_string(h) + ", dusk") == named_ratio{w, h}));
        BOOST_TEST((ratio_named_in("湖" + std::to_string(w) + "：" + std::to_string(h) + "黄昏") == named_ratio{w, h}));
    }
    BOOST_TEST((ratio_named_in("first 3:2, not 16:9") == named_ratio{3, 2}));
}

BOOST_AUTO_TEST_CASE(a_ratio_in_words_is_found_after_numbers)
{
    BOOST_TEST((ratio_named_in("竖版海报") == named_ratio{9, 16}));
    BOOST_TEST((ratio_named_in("手机竖屏壁纸") == named_ratio{9, 16}));
    BOOST_TEST((ratio_named_in("横版") == named_ratio{16, 9}));
    BOOST_TEST((ratio_named_in("横屏") == named_ratio{16, 9}));
    BOOST_TEST((ratio_named_in("Widescreen view") == named_ratio{16, 9}));
    BOOST_TEST((ratio_named_in("a PORTRAIT of a cat") == named_ratio{3, 4}));
    BOOST_TEST((ratio_named_in("landscape") == named_ratio{4, 3}));
    BOOST_TEST((ratio_named_in("square tiles") == named_ratio{1, 1}));
    BOOST_TEST((ratio_named_in("方形头像") == named_ratio{1, 1}));
    BOOST_TEST((ratio_named_in("portrait, 16:9") == named_ratio{16, 9}));
}

BOOST_AUTO_TEST_CASE(other_text_names_no_ratio)
{
    for (auto const* const prompt : {"", "a cat", "116:9", "16:90", "squared paper", "self-portraits", "5:7"})
        BOOST_TEST(!ratio_named_in(prompt).has_value(), prompt);
}

BOOST_AUTO_TEST_CASE(a_series_is_counted)
{
    BOOST_TEST(pictures_asked_for_in("生成4张图") == 4U);
    BOOST_TEST(pictures_asked_for_in("画 6 幅") == 6U);
    BOOST_TEST(pictures_asked_for_in("来两张猫") == 2U);
    BOOST_TEST(pictures_asked_for_in("十张") == 10U);
    BOOST_TEST(pictures_asked_for_in("十二张") == 12U);
    BOOST_TEST(pictures_asked_for_in("二十张") == 20U);
    BOOST_TEST(pictures_asked_for_in("二十一幅") == 21U);
    BOOST_TEST(pictures_asked_for_in("A set of 5 cats") == 5U);
    BOOST_TEST(pictures_asked_for_in("set of four cats") == 4U);
    BOOST_TEST(pictures_asked_for_in("Two pictures of one dog") == 2U);
    BOOST_TEST(pictures_asked_for_in("often seen, a network of ten tones") == 1U);
    BOOST_TEST(pictures_asked_for_in("3 images of a cat") == 3U);
    BOOST_TEST(pictures_asked_for_in("7 Pictures") == 7U);
    BOOST_TEST(pictures_asked_for_in("8 photos") == 8U);
    BOOST_TEST(pictures_asked_for_in("999999999999999999999 images") == 99U);
    BOOST_TEST(pictures_asked_for_in("3张，再来5张") == 3U);
}

BOOST_AUTO_TEST_CASE(one_picture_is_meant_otherwise)
{
    for (auto const* const prompt : {"", "a cat", "第三张", "第 2 张", "这张", "0 images", "a set of cats", "a set of",
                                     "v2 images", "3 cats", "一张桌子", "4 imagess", "1.5 images"})
        BOOST_TEST(pictures_asked_for_in(prompt) == 1U, prompt);
}

BOOST_AUTO_TEST_CASE(an_area_is_filled_with_the_exact_ratio)
{
    using emulator::size_within_area;
    constexpr double low = 1.0 / 3.0;
    BOOST_TEST((size_within_area(2048 * 2048, {1, 1}, low, 3) == jimeng::image_size{2048, 2048}));
    BOOST_TEST((size_within_area(2048 * 2048, {16, 9}, low, 3) == jimeng::image_size{2720, 1530}));
    for (auto const ratio : {named_ratio{16, 9}, {9, 16}, {4, 3}, {3, 4}, {3, 2}, {2, 3}, {21, 9}, {1, 1}})
        for (std::int64_t const area : {1024 * 1024, 2048 * 2048, 4096 * 4096, 1234567}) {
            auto const size = size_within_area(area, ratio, low, 3);
            BOOST_TEST(size.width * ratio.height == size.height * ratio.width);
            BOOST_TEST(size.width * size.height <= area);
            BOOST_TEST(size.width * size.height >= area * 95 / 100);
        }
}

BOOST_AUTO_TEST_CASE(a_ratio_outside_the_bounds_gives_way)
{
    auto const wide = emulator::size_within_area(2048 * 2048, {1, 1}, 2.0, 3.0);
    BOOST_TEST(wide.width == wide.height * 2);
    auto const tall = emulator::size_within_area(2048 * 2048, {16, 9}, 1.0 / 16, 0.25);
    BOOST_TEST(tall.height == tall.width * 4);
    BOOST_TEST(tall.width * tall.height <= 2048 * 2048);
}

BOOST_AUTO_TEST_SUITE_END()
