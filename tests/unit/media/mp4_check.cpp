#include <jimeng/media/detail/mp4_check.hpp>

#include "videos.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_mp4_check)

using namespace jimeng_tests;
using namespace std::chrono_literals;
using jimeng::detail::mp4_check;

namespace {

mp4_check checked(std::string_view bytes, std::size_t piece = 1)
{
    mp4_check check;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        check.write(bytes.substr(0, piece));
    return check;
}

std::string complaint(std::string const& bytes)
{
    auto const* const why = checked(bytes).complaint();
    return why != nullptr ? why : "";
}

std::string with_track_header(std::string const& body)
{
    return mp4_kind + mp4_box("moov", mp4_box("trak", mp4_box("tkhd", body))) + mp4_box("mdat", "x");
}
std::string with_movie_header(std::string const& body)
{
    return mp4_kind + mp4_box("moov", mp4_box("mvhd", body)) + mp4_box("mdat", "x");
}

} // namespace

BOOST_AUTO_TEST_CASE(a_whole_video_is_good_and_has_size_and_duration)
{
    std::string const media = mp4_box("mdat", "frames");
    for (auto const& bytes :
         {small_mp4(), mp4_kind + media + mp4_index(), mp4_kind + mp4_box("free", "") + mp4_index() + media,
          mp4_kind + mp4_index() + long_mp4_box("mdat", "frames"),
          mp4_kind + mp4_index() + endless_mp4_box("mdat", "frames"),
          mp4_kind + mp4_index() + mp4_box("moof", mp4_box("mfhd", zeros(8))) + media,
          mp4_kind + media + long_mp4_box("moov", movie_header() + track(640, 480)),
          mp4_kind + media + endless_mp4_box("moov", movie_header() + track(640, 480)),
          mp4_kind + media + mp4_box("moov", movie_header() + track(640, 480) + zeros(4))})
        for (std::size_t const piece : {1U, 7U, 4096U}) {
            auto const check = checked(bytes, piece);
            BOOST_TEST((check.complaint() == nullptr), complaint(bytes));
            BOOST_TEST(check.width() == 640U);
            BOOST_TEST(check.height() == 480U);
            BOOST_TEST((check.duration() == 5042ms));
        }
}

BOOST_AUTO_TEST_CASE(a_video_cut_anywhere_is_broken)
{
    for (auto const& bytes : {small_mp4(), mp4_kind + mp4_box("mdat", "frames") + mp4_index(),
                              mp4_kind + long_mp4_box("mdat", "frames") + long_mp4_box("moov", track(640, 480))})
        for (std::size_t size = 0; size != bytes.size(); ++size)
            BOOST_TEST(!complaint(bytes.substr(0, size)).empty(), size);
}

BOOST_AUTO_TEST_CASE(what_a_video_needs_is_missed)
{
    BOOST_TEST(complaint(mp4_kind + mp4_index()) == "its pictures are missing");
    BOOST_TEST(complaint(mp4_kind + mp4_box("mdat", "frames")) == "its index is missing");
    BOOST_TEST(complaint(mp4_index() + mp4_kind + mp4_box("mdat", "x")) == "its first part does not say what it is");
    BOOST_TEST(complaint(small_mp4().substr(0, small_mp4().size() - 1)) == "its end is missing");
    BOOST_TEST(complaint(small_mp4() + "junk") == "its end is missing");
}

BOOST_AUTO_TEST_CASE(sizes_that_cannot_be_are_faults)
{
    std::string const wrong = "bytes inside it are missing or wrong";
    auto const whole = mp4_index() + mp4_box("mdat", "x");
    BOOST_TEST(complaint(mp4_kind + big_endian_32(7) + "free" + whole) == wrong);
    BOOST_TEST(complaint(mp4_kind + big_endian_32(1) + "free" + big_endian_32(0) + big_endian_32(15) + whole) == wrong);
    BOOST_TEST(complaint(mp4_kind + mp4_box("moov", big_endian_32(100) + "trak") + mp4_box("mdat", "x")) == wrong);
    // One that reaches beyond all files is no box without an end.
    for (auto const rest : {0xFFFF'FFFFU, 0xFFFF'FFF0U})
        BOOST_TEST(complaint(mp4_kind + mp4_index() + big_endian_32(1) + "mdat" + big_endian_32(0xFFFF'FFFFU) +
                             big_endian_32(rest) + "frames") == "its end is missing");
}

BOOST_AUTO_TEST_CASE(facts_of_both_versions_are_read_as_far_as_they_are_told)
{
    auto const long_track = "\1" + zeros(87) + big_endian_32(1920U << 16) + big_endian_32(1080U << 16);
    BOOST_TEST(checked(with_track_header(long_track)).width() == 1920U);
    BOOST_TEST(checked(with_track_header(long_track)).height() == 1080U);
    BOOST_TEST(checked(with_track_header(zeros(40))).width() == 0U);
    auto const long_movie = "\1" + zeros(19) + big_endian_32(600) + big_endian_32(1) + zeros(4) + zeros(80);
    BOOST_TEST((checked(with_movie_header(long_movie)).duration() == std::chrono::milliseconds{7158278826}));
    for (auto const& unknown :
         {zeros(12) + big_endian_32(1000) + big_endian_32(0xFFFF'FFFFU), zeros(16) + big_endian_32(5042), zeros(10),
          "\1" + zeros(19) + big_endian_32(1) + std::string(8, '\xFF'),
          "\1" + zeros(19) + big_endian_32(1) + std::string(7, '\xFF') + "\1"}) {
        auto const check = checked(with_movie_header(unknown));
        BOOST_TEST((check.complaint() == nullptr));
        BOOST_TEST((check.duration() == 0ms));
    }
}

/// Any byte of a box's head may be wrong: nothing may hang, crash, or take memory.
BOOST_AUTO_TEST_CASE(no_changed_byte_does_harm)
{
    auto const bytes = small_mp4();
    std::set<std::string> complaints;
    for (std::size_t at = 0; at != bytes.size(); ++at)
        for (unsigned const flip : {0x01U, 0x80U, 0xFFU}) {
            auto changed = bytes;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            complaints.insert(complaint(changed));
            BOOST_TEST((checked(changed, 4096).complaint() == checked(changed).complaint()));
        }
    BOOST_TEST(complaints.size() == 6U); // none, and every one there is
}

BOOST_AUTO_TEST_SUITE_END()
