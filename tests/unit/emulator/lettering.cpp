#include <jimeng/emulator/drawing/lettering.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_lettering)

namespace {

namespace drawing = jimeng::emulator::drawing;

std::string joined(std::vector<drawing::character> const& text)
{
    std::string result;
    for (auto const& c : text)
        result += c.utf8;
    return result;
}

/// A text, its font, and what becomes of them.
struct paragraph {
    explicit paragraph(std::string_view words) : text{drawing::characters_of(words, 1000)}, chosen{text} {}

    [[nodiscard]] std::vector<std::string> lines(double width, std::size_t most) const
    {
        return drawing::line_breaker{text, chosen}.lines(width, most);
    }

    std::vector<drawing::character> text;
    drawing::font chosen;
};

constexpr std::string_view siamese = "A white Siamese cat on a windowsill, sunlight streaming in";

} // namespace

BOOST_AUTO_TEST_CASE(space_of_any_kind_is_one_space_between_characters)
{
    BOOST_TEST(joined(drawing::characters_of(" \n a\t\tcat\xE3\x80\x80\xC2\xA0!", 100)) == "a cat !");
    BOOST_TEST(joined(drawing::characters_of("a cat", 3)) == "a c");
    BOOST_TEST(joined(drawing::characters_of("a\xFF", 100)) == "a\xEF\xBF\xBD");
    BOOST_TEST(drawing::characters_of("\n", 100).empty());
}

BOOST_AUTO_TEST_CASE(lines_hold_all_words_and_no_more_than_their_width)
{
    paragraph const whole{siamese};
    for (double const width : {8.0, 10.0, 13.0, 21.0, 100.0}) {
        std::string again;
        for (auto const& line : whole.lines(width, 100)) {
            BOOST_TEST(whole.chosen.advance(line) <= width);
            BOOST_TEST(line.front() != ' ');
            BOOST_TEST(line.back() != ' ');
            again += (again.empty() ? "" : " ") + line;
        }
        BOOST_TEST(again == siamese);
    }
    BOOST_TEST(whole.lines(100, 100).size() == 1U);
    BOOST_TEST(whole.lines(8, 100).size() > 3U);
}

BOOST_AUTO_TEST_CASE(an_ellipsis_stands_for_what_does_not_fit)
{
    paragraph const whole{siamese};
    auto const all = whole.lines(8, 100);
    auto const some = whole.lines(8, 2);
    BOOST_TEST_REQUIRE(some.size() == 2U);
    BOOST_TEST(some[0] == all[0]);
    BOOST_TEST(some[1] == all[1] + "…");
    BOOST_TEST(whole.lines(8, all.size()).back() == all.back());
}

BOOST_AUTO_TEST_CASE(a_word_longer_than_a_line_is_cut)
{
    paragraph const whole{std::string(50, 'w')};
    std::string again;
    for (auto const& line : whole.lines(8, 100)) {
        BOOST_TEST(whole.chosen.advance(line) <= 8);
        again += line;
    }
    BOOST_TEST(again == std::string(50, 'w'));
    BOOST_TEST(whole.lines(0, 100).size() == 50U); // one character at least
}

BOOST_AUTO_TEST_CASE(chinese_is_cut_anywhere_but_before_a_closing_mark)
{
    constexpr std::string_view words = "窗台上的暹罗猫，阳光洒进来，写实风格，细节丰富。";
    paragraph const whole{words};
    for (double const width : {2.0, 3.0, 4.0, 5.0, 7.0}) {
        auto const lines = whole.lines(width, 100);
        BOOST_TEST(lines.size() > 1U);
        std::string again;
        for (auto const& line : lines) {
            again += line;
            BOOST_TEST(!line.starts_with("，"));
            BOOST_TEST(!line.starts_with("。"));
        }
        BOOST_TEST(again == words);
    }
}

BOOST_AUTO_TEST_CASE(scripts_whose_letters_join_or_move_are_known)
{
    for (char32_t const c : {U'\u0628', U'\u05D0', U'\u0915', U'\u1000', U'\u1780', U'\uFE8F', U'\U0001E900'})
        BOOST_TEST(drawing::needs_shaping(c));
    for (char32_t const c : {U'a', U'é', U'Ж', U'猫', U'か', U'한', U'\u0E01', U'\uFEFF', U'\U0001F408'})
        BOOST_TEST(!drawing::needs_shaping(c));
}

BOOST_AUTO_TEST_SUITE_END()
