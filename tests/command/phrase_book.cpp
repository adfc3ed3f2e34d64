#include "texts/phrase_book.hpp"
#include "texts/seams.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_phrase_book)

namespace {

using command::texts::parts_of;
using command::texts::phrase_book;
using command::texts::phrase_pattern;

phrase_book const& book()
{
    static constexpr std::array<std::string_view, 2> pages{
        "# a remark\nthe disk is full\n= 磁盘已满\nshorten it; see --help\n= 请缩短；见 --help\nlimit {0}\n= 限制 "
        "{0}\n",
        "model {0:v}: there is no such model\n= 模型 {0}：没有这个模型\n{0:n} of {1:n} done\n= {1} 个中完成 {0} 个\n"
        "note: {0}\n= 提示：{0}\nrun: {0:v}\n= 请运行：{0}\ncancelled\n= 已取消\njob {0:w} failed\n= 作业 {0} 失败\n"
        "Codes:\\n  0 all\\n\n= 码：\\n  0 全部\\n\nusage\n= 用法有误\n"};
    static phrase_book const made{pages};
    return made;
}

BOOST_AUTO_TEST_CASE(a_line_is_spoken_part_by_part)
{
    BOOST_TEST(book().line("--size 9: the disk is full (limit 3); shorten it") ==
               "--size 9：磁盘已满（限制 3）；请缩短");
    BOOST_TEST(book().line("note: cancelled") == "提示：已取消");
    BOOST_TEST(book().line("7 of 9 done") == "9 个中完成 7 个");
    BOOST_TEST(book().line("x of 9 done") == "x of 9 done");
    BOOST_TEST(book().line("nobody knows this; the disk is full") == "nobody knows this; 磁盘已满");
    BOOST_TEST(book().line("") == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_phrase_stays_as_it_is)
{
    BOOST_TEST(book().line("model the disk is full; cancelled: there is no such model") ==
               "模型 the disk is full; cancelled：没有这个模型");
    BOOST_TEST(book().line("'it's; the disk is full': cancelled") == "'it's; the disk is full'：已取消");
    BOOST_TEST(book().line("run: jimeng wait 1 --output 'a; the disk is full'") ==
               "请运行：jimeng wait 1 --output 'a; the disk is full'");
    BOOST_TEST(book().line("a; b.png: the disk is full") == "a; b.png：磁盘已满");
    BOOST_TEST(book().line("the disk is full (7 of 9 done, 'a; b', LackPolicy)") ==
               "磁盘已满（9 个中完成 7 个，'a; b'，LackPolicy）");
    BOOST_TEST(book().line("job cancelled failed") == "作业 cancelled 失败");
}

BOOST_AUTO_TEST_CASE(a_line_with_more_seams_than_anybody_reads_is_no_work)
{
    std::string nested;
    for (int i = 0; i != 500; ++i)
        nested += "a (b: ";
    for (auto const& text : {nested, nested + std::string(500, ')'), std::string(3000, '\''), std::string(3000, '(')})
        BOOST_TEST(!book().line(text).empty());
}

BOOST_AUTO_TEST_CASE(columns_keep_their_gaps)
{
    BOOST_TEST(book().page("  0 cancelled   2 usage\n  NAME      the disk is full\n") ==
               "  0 已取消   2 用法有误\n  NAME      磁盘已满\n");
    BOOST_TEST(book().page("Codes:\n  0 all\n") == "码：\n  0 全部\n");
    BOOST_TEST(book().page("  NAME      shorten it;\n            see --help\n\nusage") ==
               "  NAME      请缩短；见 --help\n\n用法有误");
}

BOOST_AUTO_TEST_CASE(the_place_of_a_number_takes_no_word)
{
    phrase_pattern const pattern{"{0:n} of {1:w} {{2:v}}"};
    BOOST_TEST(!pattern.match("a of b {c}"));
    BOOST_TEST(!pattern.match("1 of b c {d}"));
    auto const found = pattern.match("1,000 of b {c d}");
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST((*found)[0] == "1,000");
    BOOST_TEST((*found)[2] == "c d");
}

BOOST_AUTO_TEST_CASE(a_line_is_not_taken_apart_inside_quotes_and_brackets)
{
    BOOST_TEST(parts_of("a; 'b; c'; d", "; ").size() == 3U);
    BOOST_TEST(parts_of("the model's a; the user's b", "; ").size() == 2U);
    BOOST_TEST(parts_of("a (b; c); d", "; ").size() == 2U);
    BOOST_TEST(parts_of("a (b; c", "; ").size() == 2U);
    BOOST_TEST(parts_of("a; run: b; c", "; ").size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
