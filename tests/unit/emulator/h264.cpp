#include <jimeng/emulator/drawing/h264.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_h264)

namespace drawing = jimeng::emulator::drawing;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_CASE(numbers_are_the_codes_of_the_standards_table)
{
    // ITU-T H.264, table 9-2: 1, 010, 011, 00100, 00101; then the bit that ends it all
    drawing::bit_writer bits;
    for (std::uint32_t const value : {0U, 1U, 2U, 3U, 4U})
        bits.number(value);
    BOOST_TEST(bits.finish() == "\xA6\x42\xC0"sv); // 1010 0110 0100 0010 11
}

BOOST_AUTO_TEST_CASE(samples_begin_with_a_whole_byte)
{
    drawing::bit_writer bits;
    bits.put(5, 3).samples("ab").put(1);
    BOOST_TEST(bits.finish() == "\xA0"
                                "ab\xC0"sv);
}

BOOST_AUTO_TEST_CASE(no_unit_holds_what_looks_like_a_start)
{
    BOOST_TEST(drawing::unit('\x65', "\0\0\0\0\1\0\0\4\0\0\3"sv) == "\x65\0\0\3\0\0\3\1\0\0\4\0\0\3\3"sv);
}

BOOST_AUTO_TEST_CASE(a_frame_is_rounded_up_to_whole_macroblocks)
{
    drawing::frame_size const size{240, 136};
    BOOST_TEST(size.columns() == 15U);
    BOOST_TEST(size.rows() == 9U);
    BOOST_TEST(size.macroblocks() == 135U);
}

BOOST_AUTO_TEST_SUITE_END()
