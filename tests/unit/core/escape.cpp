#include <jimeng/core/escape.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_escape)

using jimeng::for_markdown;
using jimeng::for_terminal;

BOOST_AUTO_TEST_CASE(plain_text_stays)
{
    for (auto const* const text : {"", "a cat, 1 + 1 = \"2\"", "\xE7\x8C\xAB", "\xF0\x9F\x90\xB1", "caf\xC3\xA9"})
        BOOST_TEST(for_terminal(text) == text);
}

BOOST_AUTO_TEST_CASE(row_64_what_deceives_a_terminal_becomes_visible)
{
    BOOST_TEST(for_terminal("a\x1b[31mb") == "a\\u{1b}[31mb");
    BOOST_TEST(for_terminal(std::string_view{"\0\n\r\t\x7f", 5}) == "\\u{0}\\u{a}\\u{d}\\u{9}\\u{7f}");
    BOOST_TEST(for_terminal("\xC2\x9B") == "\\u{9b}"); // C1: one-byte CSI of some terminals
    for (auto const& [text, shown] : {std::pair{"\xE2\x80\xAE", "\\u{202e}"},
                                      {"\xE2\x80\xAA", "\\u{202a}"},
                                      {"\xE2\x81\xA6", "\\u{2066}"},
                                      {"\xE2\x81\xA9", "\\u{2069}"},
                                      {"\xE2\x80\xA8", "\\u{2028}"},
                                      {"\xE2\x80\xA9", "\\u{2029}"},
                                      {"\xE2\x80\x8B", "\\u{200b}"},
                                      {"\xEF\xBB\xBF", "\\u{feff}"},
                                      {"\xF3\xA0\x80\x81", "\\u{e0001}"}})
        BOOST_TEST(for_terminal(text) == shown);
}

BOOST_AUTO_TEST_CASE(joiners_stay_where_writing_needs_them)
{
    for (std::string_view const text :
         {"\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
          "\u2764\ufe0f\u200d\U0001f525", "\u845b\U000e0100"}) {
        BOOST_TEST(for_terminal(text) == text);
        BOOST_TEST(for_markdown(text) == text);
    }
}

BOOST_AUTO_TEST_CASE(joiners_that_join_nothing_are_shown)
{
    BOOST_TEST(for_terminal("a\u200db") == "a\\u{200d}b");
    BOOST_TEST(for_terminal("\u200d\u732b") == "\\u{200d}\u732b");
    BOOST_TEST(for_terminal("\u732b\u200c") == "\u732b\\u{200c}");
    BOOST_TEST(for_terminal("\u732b\u200d\u200d\u732b") == "\u732b\\u{200d}\\u{200d}\u732b");
    BOOST_TEST(for_terminal("\u732b\u200d\u202e\u732b") == "\u732b\\u{200d}\\u{202e}\u732b");
    BOOST_TEST(for_terminal("\u732b\u200b\u732b") == "\u732b\\u{200b}\u732b");
    BOOST_TEST(for_terminal("a\U000e0100") == "a\\u{e0100}");
    BOOST_TEST(for_terminal("\u845b\U000e0100\U000e0101") == "\u845b\U000e0100\\u{e0101}");
    BOOST_TEST(for_terminal("\U0001f3f4\U000e0067") == "\U0001f3f4\\u{e0067}"); // tags may carry whole sentences unseen
}

BOOST_AUTO_TEST_CASE(row_64_bytes_that_are_not_utf8_become_visible)
{
    for (auto const& [text, shown] : {std::pair{"\x9b", "\\x9b"},
                                      {"\xC0\x80", "\\xc0\\x80"},
                                      {"\xC3", "\\xc3"},
                                      {"\xE7\x8C", "\\xe7\\x8c"},
                                      {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
                                      {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
                                      {"\xE0\x80\xAF", "\\xe0\\x80\\xaf"},
                                      {"\xF0\x80\x80\xAF", "\\xf0\\x80\\x80\\xaf"},
                                      {"\xC3(", "\\xc3("},
                                      {"\xFF", "\\xff"}})
        BOOST_TEST(for_terminal(text) == shown);
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_at_a_code_point)
{
    BOOST_TEST(for_terminal("\xE7\x8C\xAB\xE7\x8C\xAB\xE7\x8C\xAB", 3) == "\xE7\x8C\xAB\xE7\x8C\xAB\xE7\x8C\xAB");
    BOOST_TEST(for_terminal("\xE7\x8C\xAB\xE7\x8C\xAB\xE7\x8C\xAB", 2) == "\xE7\x8C\xAB\xE7\x8C\xAB\xE2\x80\xA6");
    BOOST_TEST(for_terminal("x", 0) == "\xE2\x80\xA6");
    BOOST_TEST(for_terminal(std::string(1000, 'x')).size() == 303U);
}

BOOST_AUTO_TEST_CASE(row_65_no_markup_comes_of_markdown_text)
{
    BOOST_TEST(for_markdown("[a](https://x) **b** `c` <script> # d") ==
               "\\[a\\](https://x) \\*\\*b\\*\\* \\`c\\` &lt;script> # d");
    BOOST_TEST(for_markdown("a\r\n# b\t&amp; &#60; ![c]") == "a  # b &amp;amp; &amp;#60; !\\[c\\]");
    BOOST_TEST(for_markdown("\x1b[2J") == "\\\\u{1b}\\[2J");
    BOOST_TEST(for_markdown("_a_ ~~b~~ |c|") == "\\_a\\_ \\~\\~b\\~\\~ \\|c\\|");
}

BOOST_AUTO_TEST_CASE(what_means_nothing_in_markdown_stays_as_it_was)
{
    for (std::string_view const text :
         {"plain words, \xE7\x8C\xAB", "generated_images/cat-1.png", "R&D & more", "a cat, 16:9 (sunset)! #1 + 2 = 3"})
        BOOST_TEST(for_markdown(text) == text);
}

BOOST_AUTO_TEST_SUITE_END()
