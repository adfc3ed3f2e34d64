#include <jimeng/core/escape.hpp>

#include <boost/test/unit_test.hpp>

using jimeng::for_markdown;
using jimeng::for_terminal;

BOOST_AUTO_TEST_SUITE(test_escape)

BOOST_AUTO_TEST_CASE(plain_text_stays)
{
    for (auto const* const text : {"", "a cat, 1 + 1 = \"2\"", "\xE7\x8C\xAB", "\xF0\x9F\x90\xB1", "caf\xC3\xA9"})
        BOOST_TEST(for_terminal(text) == text);
}

BOOST_AUTO_TEST_CASE(what_deceives_a_terminal_becomes_visible)
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

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_become_visible)
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

BOOST_AUTO_TEST_CASE(no_markup_comes_of_markdown_text)
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
