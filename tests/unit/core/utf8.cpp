#include <jimeng/core/utf8.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_utf8)

namespace {

using jimeng::code_points;
using jimeng::is_utf8;
using jimeng::utf8_sequence;

static_assert(is_utf8(""));
static_assert(is_utf8("即梦 🐈"));
static_assert(code_points("即梦 🐈") == 4);
static_assert(utf8_sequence("a", 0) == 1 && utf8_sequence("é", 0) == 2 && utf8_sequence("猫", 0) == 3 &&
              utf8_sequence("🐈", 0) == 4);
static_assert(utf8_sequence("", 0) == 0, "there is no sequence behind the end");
static_assert(utf8_sequence("a", 1) == 0);

/// The bytes of one code point, by the definition and not by the code under test.
std::string spelled(char32_t c)
{
    auto const byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) return {byte(c)};
    if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

BOOST_AUTO_TEST_CASE(every_code_point_but_the_surrogates_is_one_sequence)
{
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        auto const text = spelled(c);
        bool const surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (utf8_sequence(text, 0) != (surrogate ? 0 : text.size()) || is_utf8(text) == surrogate) {
            BOOST_TEST(false, "code point " << static_cast<unsigned long>(c));
            return;
        }
    }
}

BOOST_AUTO_TEST_CASE(malformed_sequences_are_refused)
{
    struct {
        std::string bytes;
        char const* why;
    } const cases[] = {
        {"\x80", "a tail without a lead"},
        {"\xbf", "a tail without a lead"},
        {"\xc0\x80", "overlong NUL"},
        {"\xc0\xaf", "overlong slash"},
        {"\xc1\xbf", "overlong in two bytes"},
        {"\xe0\x80\x80", "overlong in three bytes"},
        {"\xe0\x9f\xbf", "the largest overlong in three bytes"},
        {"\xf0\x80\x80\x80", "overlong in four bytes"},
        {"\xf0\x8f\xbf\xbf", "the largest overlong in four bytes"},
        {"\xed\xa0\x80", "the first surrogate"},
        {"\xed\xbf\xbf", "the last surrogate"},
        {"\xed\xa0\xbd\xed\xb0\x88", "a pair of surrogates"},
        {"\xf4\x90\x80\x80", "above U+10FFFF"},
        {"\xf5\x80\x80\x80", "a lead that starts nothing"},
        {"\xf8\x88\x80\x80\x80", "five bytes"},
        {"\xfe", "never used"},
        {"\xff", "never used"},
        {"\xc3", "cut after one of two"},
        {"\xe7\x8c", "cut after two of three"},
        {"\xf0\x9f\x90", "cut after three of four"},
        {"\xc3(", "a tail that is ASCII"},
        {"\xe7(\xab", "a second byte that is ASCII"},
        {"\xe7\x8c(", "a third byte that is ASCII"},
        {"\xf0\x9f\x90(", "a fourth byte that is ASCII"},
        {"\xc3\xc3", "a lead in place of a tail"},
    };
    for (auto const& c : cases)
        BOOST_TEST_CONTEXT(c.why)
        {
            BOOST_TEST(utf8_sequence(c.bytes, 0) == 0U);
            BOOST_TEST(!is_utf8(c.bytes));
            BOOST_TEST(!is_utf8("good " + c.bytes + " good"));
        }
}

BOOST_AUTO_TEST_CASE(a_text_with_nul_inside_is_well_formed)
{
    BOOST_TEST(is_utf8(std::string_view{"a\0b", 3}));
    BOOST_TEST(code_points(std::string_view{"a\0b", 3}) == 3U);
}

BOOST_AUTO_TEST_CASE(code_points_are_counted_and_a_stray_byte_counts_as_one)
{
    BOOST_TEST(code_points("") == 0U);
    BOOST_TEST(code_points("cat") == 3U);
    BOOST_TEST(code_points("é猫🐈") == 3U);
    BOOST_TEST(code_points("\xff\xff") == 2U);
    BOOST_TEST(code_points("a\xe7\x8c") == 3U);
}

BOOST_AUTO_TEST_CASE(blank_is_what_leaves_no_ink)
{
    using jimeng::is_blank;
    static_assert(is_blank(std::string_view{}) && is_blank(std::string_view{" \t\u00a0\u3000\u200d"}));
    static_assert(!is_blank(std::string_view{" a"}) && !is_blank(std::string_view{"\xff"}) &&
                  !is_blank(std::string_view{"\u732b"}));
    // The edges of the ranges.
    for (char32_t const c :
         {U'\0', U' ', U'\u007f', U'\u00a0', U'\u2000', U'\u200f', U'\u205f', U'\u206f', U'\U000e0fff'})
        BOOST_TEST(is_blank(c));
    for (char32_t const c :
         {U'!', U'~', U'\u00a1', U'\u1fff', U'\u2010', U'\u2027', U'\u2030', U'\u205e', U'\u2070', U'\U000e1000'})
        BOOST_TEST(!is_blank(c));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
