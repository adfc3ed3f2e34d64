#include <jimeng/emulator/video.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_video)

namespace {

namespace emulator = jimeng::emulator;
using namespace std::string_literals;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size = 4)
{
    BOOST_REQUIRE(at + size <= bytes.size());
    std::uint32_t number = 0;
    for (auto i = at; i != at + size; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

/// What a box contains, by the path of the types that lead to it. Metadata's own entries are not followed.
using boxes = std::map<std::string, std::string_view>;

void read_boxes(std::string_view bytes, std::string const& path, boxes& found)
{
    while (!bytes.empty()) {
        auto const size = number_at(bytes, 0);
        BOOST_REQUIRE(size >= 8U);
        BOOST_REQUIRE(size <= bytes.size());
        auto const type = std::string{bytes.substr(4, 4)};
        auto const contents = bytes.substr(8, size - 8);
        BOOST_TEST(found.emplace(path + type, contents).second); // each once
        if (type == "moov" || type == "trak" || type == "mdia" || type == "minf" || type == "stbl" || type == "udta" ||
            type == "dinf")
            read_boxes(contents, path + type + "/", found);
        if (type == "meta") read_boxes(contents.substr(4), path + type + "/", found);
        if (type == "stsd") read_boxes(contents.substr(8), path + type + "/", found);
        if (type == "avc1") read_boxes(contents.substr(78), path + type + "/", found);
        bytes.remove_prefix(size);
    }
}

boxes boxes_of(std::string_view file)
{
    boxes found;
    read_boxes(file, {}, found);
    return found;
}

emulator::video_request asked(std::uint32_t width, std::uint32_t height, std::uint32_t frames, std::uint32_t fps)
{
    return {.width = width,
            .height = height,
            .frames = frames,
            .fps = fps,
            .seed = 7,
            .prompt = "a lake",
            .mark = {},
            .texts = {}};
}

std::vector<std::uint32_t> sizes_of(std::string_view stsz)
{
    BOOST_TEST(number_at(stsz, 4) == 0U); // no size for all
    std::vector<std::uint32_t> sizes;
    for (std::uint32_t i = 0; i != number_at(stsz, 8); ++i)
        sizes.push_back(number_at(stsz, 12 + 4 * i));
    return sizes;
}

constexpr auto track = "moov/trak/";
constexpr auto table = "moov/trak/mdia/minf/stbl/";

} // namespace

BOOST_AUTO_TEST_CASE(what_describes_the_video_stands_before_it)
{
    auto const file = emulator::draw_mp4(asked(1920, 1088, 121, 24));
    BOOST_TEST(file.substr(4, 8) == "ftypisom");
    auto const found = boxes_of(file);
    BOOST_TEST((found.at("moov").data() < found.at("mdat").data()));
    BOOST_TEST(number_at(found.at(table + "stco"s), 8) ==
               static_cast<std::uint32_t>(found.at("mdat").data() - file.data()));
    BOOST_TEST(file.size() > 4096U);
    BOOST_TEST(file.size() < 100'000U);
}

BOOST_AUTO_TEST_CASE(frames_and_their_time_are_those_asked_for)
{
    for (auto const& [frames, fps] : {std::pair{1U, 24U}, {121U, 24U}, {241U, 24U}, {25U, 30U}, {600U, 1U}}) {
        auto const file = emulator::draw_mp4(asked(320, 240, frames, fps));
        auto const found = boxes_of(file);
        for (auto const& [box, at] : {std::pair{"moov/mvhd", 12U}, {"moov/trak/mdia/mdhd", 12U}}) {
            BOOST_TEST(number_at(found.at(box), at) == fps); // units of a second
            BOOST_TEST(number_at(found.at(box), at + 4) == frames);
        }
        BOOST_TEST(number_at(found.at(track + "tkhd"s), 20) == frames);
        auto const times = found.at(table + "stts"s);
        BOOST_TEST(number_at(times, 4) == 1U);
        BOOST_TEST(number_at(times, 8) == frames);
        BOOST_TEST(number_at(times, 12) == 1U);
        auto const sizes = sizes_of(found.at(table + "stsz"s));
        BOOST_TEST(sizes.size() == frames);
        BOOST_TEST(number_at(found.at(table + "stsc"s), 12) == frames);
        std::size_t all = 0;
        for (auto const size : sizes)
            all += size;
        BOOST_TEST(all == found.at("mdat").size());
    }
}

BOOST_AUTO_TEST_CASE(one_frame_is_whole_and_the_others_repeat_it)
{
    auto const file = emulator::draw_mp4(asked(320, 240, 40, 24));
    auto const found = boxes_of(file);
    auto data = found.at("mdat");
    std::size_t index = 0;
    for (auto const size : sizes_of(found.at(table + "stsz"s))) {
        BOOST_TEST(number_at(data, 0) == size - 4);
        BOOST_TEST((data[4] & 31) == (index == 0 ? 5 : 1)); // kinds of NAL units
        if (index != 0) BOOST_TEST(size < 20U);
        data.remove_prefix(size);
        ++index;
    }
    BOOST_TEST(number_at(found.at(table + "stss"s), 4) == 1U);
    BOOST_TEST(number_at(found.at(table + "stss"s), 8) == 1U);
}

BOOST_AUTO_TEST_CASE(the_ratio_of_the_sides_is_the_one_asked_for)
{
    constexpr std::uint32_t sizes[][2]{{1920, 1088}, {2176, 928},  {1664, 1248}, {1440, 1440}, {1088, 1920},
                                       {1280, 720},  {1248, 704},  {832, 1120},  {16, 16},     {16, 256},
                                       {8192, 512},  {1111, 1003}, {8191, 8192}, {640, 41}};
    for (auto const& [width, height] : sizes) {
        auto const file = emulator::draw_mp4(asked(width, height, 2, 24));
        auto const found = boxes_of(file);
        auto const head = found.at(track + "tkhd"s);
        BOOST_TEST(number_at(head, 76) == width << 16);
        BOOST_TEST(number_at(head, 80) == height << 16);
        auto const codec = found.at(table + "stsd/avc1"s);
        auto const x = number_at(codec, 24, 2), y = number_at(codec, 26, 2);
        BOOST_TEST_CONTEXT(width << "x" << height << " as " << x << "x" << y)
        {
            BOOST_TEST(x % 2 == 0U);
            BOOST_TEST(y % 2 == 0U);
            BOOST_TEST((x + 15) / 16 * ((y + 15) / 16) <= 156U);
            BOOST_TEST(std::abs(double(x) * height / (double(y) * width) - 1) < 0.01);
        }
    }
}

BOOST_AUTO_TEST_CASE(texts_stand_in_the_metadata_by_their_keys)
{
    auto request = asked(320, 240, 2, 24);
    request.prompt = "窗台上的暹罗猫 🐈\nsecond line, \"quoted\"";
    request.texts = {{"AIGC", R"({"Label":"1","ContentProducer":"即梦"})"}, {"empty", ""}};
    auto const file = emulator::draw_mp4(request);
    auto const found = boxes_of(file);
    auto const keys = found.at("moov/udta/meta/keys");
    auto values = found.at("moov/udta/meta/ilst");
    std::vector<std::pair<std::string_view, std::string_view>> const expected{
        {"Software", "jimeng emulator"},
        {"Description", request.prompt},
        {"AIGC", request.texts[0].second},
        {"empty", ""},
    };
    BOOST_TEST(number_at(keys, 4) == expected.size());
    std::size_t at = 8;
    std::uint32_t index = 0;
    for (auto const& [key, value] : expected) {
        BOOST_TEST(number_at(keys, at) == key.size() + 8);
        BOOST_TEST(keys.substr(at + 4, 4) == "mdta");
        BOOST_TEST(keys.substr(at + 8, key.size()) == key);
        at += key.size() + 8;
        BOOST_TEST(number_at(values, 0) == value.size() + 24);
        BOOST_TEST(number_at(values, 4) == ++index);
        BOOST_TEST(number_at(values, 8) == value.size() + 16);
        BOOST_TEST(values.substr(12, 4) == "data");
        BOOST_TEST(number_at(values, 16) == 1U); // UTF-8
        BOOST_TEST(values.substr(24, value.size()) == value);
        values.remove_prefix(value.size() + 24);
    }
    BOOST_TEST(values.empty());
}

BOOST_AUTO_TEST_CASE(seed_and_mark_decide_the_pixels_and_the_same_request_gives_the_same_bytes)
{
    auto request = asked(1920, 1088, 3, 24);
    auto const first = emulator::draw_mp4(request);
    BOOST_TEST((emulator::draw_mp4(request) == first));
    request.mark = emulator::drawn_mark{emulator::corner::top_left, "AI", 1.0};
    auto const marked = emulator::draw_mp4(request);
    BOOST_TEST((marked != first));
    BOOST_TEST(marked.size() == first.size());
    request.seed = 8;
    BOOST_TEST((emulator::draw_mp4(request) != marked));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_video_is_refused_with_a_sentence)
{
    auto const refused = [](emulator::video_request const& request, std::string_view words) {
        BOOST_CHECK_EXCEPTION((void)emulator::draw_mp4(request), std::invalid_argument, [&](auto const& error) {
            return std::string_view{error.what()}.find(words) != std::string_view::npos;
        });
    };
    refused(asked(15, 64, 1, 24), "15x64");
    refused(asked(64, 15, 1, 24), "64x15");
    refused(asked(8193, 8192, 1, 24), "8193x8192");
    refused(asked(16, 257, 1, 24), "16 times");
    refused(asked(64, 64, 0, 24), "0 frames");
    refused(asked(64, 64, 100'001, 24), "100001 frames");
    refused(asked(64, 64, 1, 0), "0 a second");
    refused(asked(64, 64, 1, 241), "241 a second");
}

BOOST_AUTO_TEST_SUITE_END()
