#include <jimeng/media/picture_check.hpp>

#include "../../net/print_errc.hpp"
#include "videos.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_picture_check)

using namespace jimeng;
using namespace jimeng_tests;
using namespace std::chrono_literals;

namespace {

struct outcome {
    error_code ec;
    std::string words;
    saved_picture facts;
    std::string ending;
};

outcome judge(std::string_view bytes, wanted_media what, media_limits limits = {})
{
    outcome end;
    picture_check check{limits, what};
    diagnostics details;
    end.ec = check.write(bytes.substr(0, 30));
    if (!end.ec) end.ec = check.write(bytes.substr(std::min<std::size_t>(30, bytes.size())));
    if (!end.ec) end.facts = check.finish(std::nullopt, end.ec, details);
    end.words = details.client_message;
    end.ending = check.ending_to_keep();
    return end;
}

static_assert(wanted(media_kind::video) == wanted_media::video && wanted(media_kind::picture) == wanted_media::picture);
static_assert(media_limits{}.of(media_format::png) == std::uint64_t{64} << 20);
static_assert(media_limits{}.of(media_format::unknown) == std::uint64_t{64} << 20);
static_assert(media_limits{}.of(media_format::mp4) == std::uint64_t{512} << 20);
static_assert(media_limits{7}.of(media_format::mp4) == 7 && media_limits{7}.of(media_format::png) == 7);

} // namespace

BOOST_AUTO_TEST_CASE(a_whole_video_is_good_where_one_was_wanted)
{
    for (auto const what : {wanted_media::video, wanted_media::any}) {
        auto const end = judge(small_mp4(), what);
        BOOST_TEST(!end.ec, end.words);
        BOOST_TEST((end.facts.format == media_format::mp4));
        BOOST_TEST(end.facts.width == 640U);
        BOOST_TEST(end.facts.height == 480U);
        BOOST_TEST((end.facts.duration == 5042ms));
        BOOST_TEST(end.facts.size_bytes == small_mp4().size());
        BOOST_TEST(end.facts.sha256.size() == 64U);
        BOOST_TEST(end.facts.surplus_bytes == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_video_that_does_not_say_how_large_it_is_is_whole_all_the_same)
{
    auto const end = judge(mp4_kind + mp4_box("moov", {}) + mp4_box("mdat", "frames"), wanted_media::video);
    BOOST_TEST(!end.ec, end.words);
    BOOST_TEST(end.facts.width == 0U);
    BOOST_TEST((end.facts.duration == 0ms));
}

BOOST_AUTO_TEST_CASE(what_was_not_wanted_is_called_by_its_name_and_worth_keeping)
{
    auto const png = small_png(), jpeg = small_jpeg(0), mp4 = small_mp4();
    auto const gif = "GIF89a" + std::string(100, '\1'), noise = std::string(100, '\1');
    auto const page = "<html>" + std::string(100, ' ');
    struct row {
        std::string bytes;
        wanted_media what;
        char const* words;
        char const* ending;
    } const rows[] = {
        {mp4, wanted_media::picture, "picture: it is mp4, neither PNG nor JPEG", ".mp4"},
        {mp4.substr(0, mp4.size() - 1), wanted_media::picture, "picture: it is mp4, neither PNG nor JPEG",
         ".broken.mp4"},
        {png, wanted_media::video, "video: it is png, not MP4", ".png"},
        {jpeg, wanted_media::video, "video: it is jpeg, not MP4", ".jpg"},
        {png.substr(0, png.size() - 1), wanted_media::video, "video: it is png, not MP4", ".broken.png"},
        {gif, wanted_media::video, "video: it is gif, not MP4", ".gif"},
        {gif, wanted_media::any, "picture: it is gif, neither PNG, JPEG nor MP4", ".gif"},
        {noise, wanted_media::picture, "picture: its first bytes are neither PNG nor JPEG", ".bin"},
        {noise, wanted_media::video, "video: its first bytes are not MP4", ".bin"},
        {noise, wanted_media::any, "result: its first bytes are neither PNG, JPEG nor MP4", ".bin"},
        {page, wanted_media::picture, "picture: a page of text came in its place; try again later", ""},
        {page, wanted_media::video, "video: a page of text came in its place; try again later", ""},
        {mp4.substr(0, mp4.size() - 1), wanted_media::video, "video: its end is missing; download it again",
         ".broken.mp4"},
        {mp4.substr(0, mp4.size() - 1), wanted_media::any, "video: its end is missing; download it again",
         ".broken.mp4"},
        {mp4_kind + mp4_index(), wanted_media::video, "video: its pictures are missing; download it again",
         ".broken.mp4"},
        {png.substr(0, png.size() - 1), wanted_media::any, "picture: its end is missing; download it again",
         ".broken.png"},
    };
    for (auto const& row : rows) {
        auto const end = judge(row.bytes, row.what);
        BOOST_TEST(end.ec == client_errc::bad_image);
        BOOST_TEST(end.words == row.words);
        BOOST_TEST(end.ending == row.ending, row.words << ": " << end.ending);
    }
    BOOST_TEST(judge(mp4.substr(0, 15), wanted_media::video).ending == ""); // a mere signature
}

BOOST_AUTO_TEST_CASE(a_video_may_be_longer_than_a_picture)
{
    media_limits limits;
    limits.picture_bytes = 100;
    limits.video_bytes = small_mp4().size();
    for (auto const what : {wanted_media::picture, wanted_media::video, wanted_media::any})
        BOOST_TEST(judge(small_mp4(), what, limits).ec != client_errc::too_large);
    limits.video_bytes -= 1;
    BOOST_TEST(judge(small_mp4(), wanted_media::video, limits).ec == client_errc::too_large);
    limits.video_bytes = 1 << 20;
    BOOST_TEST(judge(small_png(), wanted_media::any, limits).ec == client_errc::too_large);
    BOOST_TEST(judge(std::string(101, 'x'), wanted_media::video, limits).ec == client_errc::too_large);
}

BOOST_AUTO_TEST_CASE(a_size_that_was_announced_is_told_with_the_right_word)
{
    picture_check check{media_limits{}, wanted_media::video};
    BOOST_TEST(!check.write(small_mp4()));
    error_code ec;
    diagnostics details;
    check.finish(1, ec, details);
    BOOST_TEST(ec == client_errc::size_mismatch);
    BOOST_TEST(details.client_message.starts_with("video: "));
}

BOOST_AUTO_TEST_SUITE_END()
