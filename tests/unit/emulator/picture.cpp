#include <jimeng/emulator/picture.hpp>

#include "pixels.hpp"

#include <jimeng/core/utf8.hpp>

#include <boost/test/unit_test.hpp>

#include <fontconfig/fontconfig.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_picture)

namespace {

namespace emulator = jimeng::emulator;
using pixels::decoded;
using pixels::picture;

/// The text chunks as libpng reads them, by keyword.
std::map<std::string, std::string> texts_of(std::string const& file)
{
    struct reader {
        char const* next;
        std::size_t left;
    } source{file.data(), file.size()};
    auto const read = [](png_structp png, png_bytep to, std::size_t size) {
        auto& from = *static_cast<reader*>(png_get_io_ptr(png));
        if (size > from.left) std::abort();
        std::memcpy(to, from.next, size);
        from.next += size;
        from.left -= size;
    };
    auto* png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto* info = png_create_info_struct(png);
    png_set_read_fn(png, &source, read);
    png_read_info(png, info);
    png_textp texts = nullptr;
    int const count = png_get_text(png, info, &texts, nullptr);
    std::map<std::string, std::string> result;
    for (int i = 0; i < count; ++i) {
        BOOST_TEST(texts[i].compression == PNG_ITXT_COMPRESSION_NONE);
        BOOST_TEST(std::string_view{texts[i].lang}.empty());
        BOOST_TEST(std::string_view{texts[i].lang_key}.empty());
        result.emplace(texts[i].key, std::string(texts[i].text, texts[i].itxt_length));
    }
    png_destroy_read_struct(&png, &info, nullptr);
    return result;
}

emulator::picture_request asked(std::uint32_t width, std::uint32_t height, std::uint64_t seed)
{
    return {.width = width, .height = height, .seed = seed, .prompt = "a lake", .mark = {}, .texts = {}};
}

picture drawn(emulator::picture_request const& request)
{
    return decoded(emulator::draw_png(request));
}

std::uint64_t fingerprint(std::vector<std::uint8_t> const& bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (auto const byte : bytes)
        hash = (hash ^ byte) * 0x100000001b3U;
    return hash;
}

struct change {
    std::size_t inside = 0;  // pixels that differ within the corner's quarter
    std::size_t outside = 0; // and elsewhere
};

change change_by_mark(emulator::picture_request request, emulator::drawn_mark const& mark)
{
    auto const plain = drawn(request);
    request.mark = mark;
    auto const marked = drawn(request);
    bool const right = mark.position == emulator::corner::bottom_right || mark.position == emulator::corner::top_right;
    bool const bottom =
        mark.position == emulator::corner::bottom_right || mark.position == emulator::corner::bottom_left;
    change result;
    for (std::size_t y = 0; y < plain.height; ++y)
        for (std::size_t x = 0; x < plain.width; ++x) {
            if (std::memcmp(plain.at(x, y), marked.at(x, y), 3) == 0) continue;
            bool const here = (x >= plain.width / 2) == right && (y >= plain.height / 2) == bottom;
            ++(here ? result.inside : result.outside);
        }
    return result;
}

struct box {
    std::size_t left, top, right, bottom;
};

/// The smallest box around all pixels that differ.
box changed_box(picture const& one, picture const& other)
{
    box result{one.width, one.height, 0, 0};
    for (std::size_t y = 0; y < one.height; ++y)
        for (std::size_t x = 0; x < one.width; ++x) {
            if (std::memcmp(one.at(x, y), other.at(x, y), 3) == 0) continue;
            result = {std::min(result.left, x), std::min(result.top, y), std::max(result.right, x),
                      std::max(result.bottom, y)};
        }
    return result;
}

std::size_t fonts_with(FcCharSet* characters)
{
    auto* const pattern = FcPatternCreate();
    FcPatternAddCharSet(pattern, FC_CHARSET, characters);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    auto* const objects = FcObjectSetBuild(FC_FAMILY, static_cast<char*>(nullptr));
    auto* const found = FcFontList(nullptr, pattern, objects);
    auto const count = found != nullptr ? found->nfont : 0;
    if (found != nullptr) FcFontSetDestroy(found);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(pattern);
    return static_cast<std::size_t>(count);
}

/// Whether some font of this machine has all characters of a text; without any font there are letters for ASCII.
bool a_font_has(std::string_view text)
{
    bool ascii = true;
    auto* const wanted = FcCharSetCreate();
    bool const any_font = fonts_with(wanted) != 0;
    for (; !text.empty(); text.remove_prefix(jimeng::utf8_sequence(text, 0))) {
        ascii = ascii && static_cast<unsigned char>(text[0]) < 0x80;
        FcCharSetAddChar(wanted, jimeng::detail::decode_code_point(text).value);
    }
    bool const has = any_font ? fonts_with(wanted) != 0 : ascii;
    FcCharSetDestroy(wanted);
    return has;
}

constexpr std::array corners{emulator::corner::bottom_right, emulator::corner::bottom_left, emulator::corner::top_left,
                             emulator::corner::top_right};

} // namespace

BOOST_AUTO_TEST_CASE(a_picture_has_exactly_the_asked_size)
{
    constexpr std::uint32_t sizes[][2]{{64, 64}, {1, 1}, {1, 50}, {50, 1}, {1024, 64}, {64, 1024}, {333, 217}};
    for (auto const& [width, height] : sizes)
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            auto request = asked(width, height, seed);
            request.mark = emulator::drawn_mark{emulator::corner::top_left, "AI生成", 1.0};
            auto const picture = drawn(request);
            BOOST_TEST(picture.width == width);
            BOOST_TEST(picture.height == height);
        }
}

BOOST_AUTO_TEST_CASE(the_prompt_and_other_texts_come_back_byte_for_byte)
{
    auto request = asked(64, 64, 1);
    request.prompt = "窗台上的暹罗猫 🐈\nsecond line, \"quoted\"";
    request.texts = {{"AIGC", R"({"Label":"1","ContentProducer":"即梦"})"}, {std::string(79, 'k'), ""}};
    auto const texts = texts_of(emulator::draw_png(request));
    BOOST_TEST(texts.size() == 4U);
    BOOST_TEST(texts.at("Description") == request.prompt);
    BOOST_TEST(texts.at("AIGC") == request.texts[0].second);
    BOOST_TEST(texts.at(std::string(79, 'k')).empty());
    BOOST_TEST(texts.at("Software") == "jimeng emulator");
}

BOOST_AUTO_TEST_CASE(the_same_request_gives_the_same_bytes)
{
    auto request = asked(200, 120, 42);
    request.mark = emulator::drawn_mark{emulator::corner::top_right, "Generated by AI", 0.3};
    BOOST_TEST((emulator::draw_png(request) == emulator::draw_png(request)));
}

BOOST_AUTO_TEST_CASE(another_seed_gives_another_picture)
{
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed = 0; seed < 32; ++seed)
        seen.insert(fingerprint(drawn(asked(96, 64, seed)).rgb));
    BOOST_TEST(seen.size() == 32U);
}

BOOST_AUTO_TEST_CASE(the_prompt_is_written_across_the_middle)
{
    auto request = asked(400, 300, 5);
    request.prompt.clear();
    auto const empty = drawn(request);
    std::set<std::uint64_t> seen{fingerprint(empty.rgb)};
    for (auto const* prompt : {"a white cat", "a black cat",
                               "a black cat on a roof, and so on and so on and so on and so "
                               "on and so on and so on and so on and so on and so on"}) {
        request.prompt = prompt;
        auto const written = drawn(request);
        seen.insert(fingerprint(written.rgb));
        auto const [left, top, right, bottom] = changed_box(empty, written);
        BOOST_TEST(left > 20U);
        BOOST_TEST(right < 380U);
        BOOST_TEST(std::abs(static_cast<int>(left + right) - 399) < 4);
        BOOST_TEST(top > 80U);
        BOOST_TEST(bottom < 190U);
    }
    BOOST_TEST(seen.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_long_prompt_shows_its_first_three_lines)
{
    auto const look = [](std::string prompt) {
        auto request = asked(256, 256, 5);
        request.prompt = std::move(prompt);
        return drawn(request).rgb;
    };
    std::string const words(800, 'w');
    BOOST_TEST((look(words) == look(words + "m")));
    BOOST_TEST((look("m" + words) != look(words)));
}

BOOST_AUTO_TEST_CASE(a_small_picture_has_no_room_for_the_prompt)
{
    auto request = asked(1000, 127, 5);
    auto const before = drawn(request).rgb;
    request.prompt = "another";
    BOOST_TEST((drawn(request).rgb == before));
}

BOOST_AUTO_TEST_CASE(the_prompt_stands_there_in_its_script_where_a_font_has_it)
{
    auto const look = [](std::string prompt) {
        auto request = asked(256, 256, 5);
        request.prompt = std::move(prompt);
        return drawn(request).rgb;
    };
    constexpr std::array<std::pair<char const*, char const*>, 5> prompts{{{"a lake", "a cliff"},
                                                                          {"озеро", "скала"},
                                                                          {"λίμνη", "βράχος"},
                                                                          {"窗台上的暹罗猫", "雨中的红色自行车"},
                                                                          {"湖のほとり", "崖の上"}}};
    for (auto const& [one, other] : prompts) {
        bool const possible = a_font_has(one) && a_font_has(other);
        BOOST_TEST_MESSAGE(one << (possible ? ": written" : ": no font has it"));
        BOOST_TEST((look(one) != look(other)) == possible);
        BOOST_TEST((look(one) != look("")) == a_font_has(one));
    }
}

BOOST_AUTO_TEST_CASE(what_no_font_has_and_letters_that_join_are_left_out)
{
    auto const look = [](std::string_view prompt) {
        auto request = asked(256, 256, 5);
        request.prompt = prompt;
        return drawn(request).rgb;
    };
    BOOST_TEST((look("\xF4\x8F\xBF\xBD") == look(""))); // of a plane for private use
    BOOST_TEST((look("بحيرة") == look("")));
    BOOST_TEST((look("\n \t") == look("")));
    BOOST_TEST((look("a lake \xF4\x8F\xBF\xBD") == look("a lake")));
    BOOST_TEST((look("a\n\nlake") == look("a lake")));
}

BOOST_AUTO_TEST_CASE(a_picture_longer_than_a_surface_has_no_seam)
{
    auto const differ = [](std::uint8_t const* one, std::uint8_t const* other) {
        return std::max({std::abs(one[0] - other[0]), std::abs(one[1] - other[1]), std::abs(one[2] - other[2])});
    };
    auto const wide = drawn(asked(40000, 40, 5)), high = drawn(asked(40, 40000, 5));
    int most = 0;
    for (std::size_t const at : {16383U, 16384U, 32766U, 32767U, 32768U})
        for (std::size_t i = 0; i < 40; ++i)
            most = std::max(
                {most, differ(wide.at(at, i), wide.at(at + 1, i)), differ(high.at(i, at), high.at(i, at + 1))});
    BOOST_TEST(most < 8);
}

BOOST_AUTO_TEST_CASE(a_mark_stays_in_its_quarter_of_the_picture)
{
    for (auto const position : corners)
        for (auto const* text : {"AI生成", "Generated by AI"}) {
            auto const [inside, outside] = change_by_mark(asked(400, 300, 7), {position, text, 1.0});
            BOOST_TEST(inside > 300U);
            BOOST_TEST(outside == 0U);
        }
}

BOOST_AUTO_TEST_CASE(a_mark_without_opacity_or_text_changes_nothing)
{
    for (double const opacity : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        auto const [inside, outside] = change_by_mark(asked(400, 300, 7), {emulator::corner::top_left, "AI", opacity});
        BOOST_TEST(inside + outside == 0U);
    }
    auto const [inside, outside] = change_by_mark(asked(400, 300, 7), {emulator::corner::top_left, "", 1.0});
    BOOST_TEST(inside + outside == 0U);
}

BOOST_AUTO_TEST_CASE(opacity_decides_how_white_a_mark_is)
{
    auto const whitest = [](double opacity) {
        auto request = asked(400, 300, 6); // a dark sky
        request.mark = emulator::drawn_mark{emulator::corner::top_left, "AI", opacity};
        auto const picture = drawn(request);
        int most = 0;
        for (std::size_t y = 0; y < 30; ++y)
            for (std::size_t x = 0; x < 60; ++x)
                most = std::max(most, int{picture.at(x, y)[0]});
        return most;
    };
    BOOST_TEST(whitest(1.0) == 255);
    BOOST_TEST(whitest(7.0) == 255);
    BOOST_TEST(whitest(0.5) < 200);
    BOOST_TEST(whitest(0.5) > whitest(0.2));
}

BOOST_AUTO_TEST_CASE(a_long_mark_shrinks_to_nine_tenths_of_the_width)
{
    auto request = asked(300, 200, 3);
    auto const plain = drawn(request);
    request.mark = emulator::drawn_mark{emulator::corner::bottom_left, std::string(90, 'W'), 1.0};
    auto const marked = drawn(request);
    auto const changed = changed_box(plain, marked);
    BOOST_TEST(changed.right > changed.left + 150U);
    BOOST_TEST(changed.right - changed.left <= 270U);
    request.mark->text = std::string(100000, 'W');
    BOOST_TEST(drawn(request).width == 300U);
}

BOOST_AUTO_TEST_CASE(a_mark_shows_each_of_its_characters)
{
    auto const look = [](std::string_view text) {
        auto request = asked(128, 128, 3);
        request.mark = emulator::drawn_mark{emulator::corner::top_left, std::string{text}, 1.0};
        return fingerprint(drawn(request).rgb);
    };
    std::set<std::uint64_t> seen;
    for (char c = '!'; c <= '~'; ++c)
        seen.insert(look({&c, 1}));
    BOOST_TEST(seen.size() == (a_font_has("é") ? 94U : 93U)); // Cairo's own letters have one apostrophe
    BOOST_TEST((look("生") != look("成")) == (a_font_has("生") && a_font_has("成")));
    BOOST_TEST(look("\xff") == look("\xEF\xBF\xBD"));
    BOOST_TEST(look("\xe7\x94") == look("\xff\xff")); // a character cut short: each byte for itself
    BOOST_TEST(look("\xF4\x8F\xBF\xBD") != look("")); // what no font has is seen too
}

BOOST_AUTO_TEST_CASE(pictures_are_smooth_and_rich)
{
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        auto const picture = drawn(asked(256, 256, seed));
        std::set<std::uint32_t> colours;
        std::uint64_t difference = 0;
        for (std::size_t y = 0; y < 256; ++y)
            for (std::size_t x = 0; x + 1 < 256; ++x) {
                auto const* here = picture.at(x, y);
                colours.insert(std::uint32_t{here[0]} << 16 | std::uint32_t{here[1]} << 8 | here[2]);
                for (int i = 0; i < 3; ++i)
                    difference += static_cast<std::uint64_t>(std::abs(here[i] - here[i + 3]));
            }
        auto const mean = static_cast<double>(difference) / (256 * 255 * 3);
        BOOST_TEST(colours.size() > 250U);
        BOOST_TEST(mean < 12.0); // noise would be near 85
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_drawn_is_refused_with_a_sentence)
{
    for (auto const& [width, height] : {std::pair{0U, 64U}, {64U, 0U}, {65537U, 1U}, {1U, 65537U}, {8193U, 8192U}})
        BOOST_CHECK_EXCEPTION(
            (void)emulator::draw_png(asked(width, height, 1)), std::invalid_argument, [&](auto const& error) {
                return std::string_view{error.what()}.find(std::to_string(width) + "x" + std::to_string(height)) !=
                       std::string_view::npos;
            });
    for (auto const& keyword : {std::string{}, std::string(80, 'k'), std::string("a\0b", 3)}) {
        auto request = asked(64, 64, 1);
        request.texts = {{keyword, "text"}};
        BOOST_CHECK_THROW((void)emulator::draw_png(request), std::invalid_argument);
    }
}

BOOST_AUTO_TEST_CASE(a_picture_drawn_in_pieces_is_the_same_file)
{
    emulator::picture_request const wanted{100, 70, 5, "a cat", emulator::drawn_mark{}, {{"AIGC", "{}"}}};
    auto const whole = emulator::draw_png(wanted);
    for (std::uint64_t const pixels : {0U, 1U, 100U, 333U, 1000000U}) {
        emulator::painting pieces{wanted};
        while (!pieces.draw(pixels)) {}
        BOOST_TEST(pieces.draw(pixels)); // and stays finished
        BOOST_TEST((pieces.take() == whole));
    }
}

BOOST_AUTO_TEST_SUITE_END()
