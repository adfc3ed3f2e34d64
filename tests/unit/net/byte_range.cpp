#include <jimeng/net/detail/byte_range.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_byte_range)

using jimeng::http_headers;
using jimeng::detail::read_content_range;
using jimeng::detail::strong_validator;

BOOST_AUTO_TEST_CASE(a_range_is_read)
{
    auto const range = read_content_range("bytes 5-9/10");
    BOOST_TEST_REQUIRE(range.has_value());
    BOOST_TEST((range->first == 5U && range->last == 9U && range->total == 10U));
    auto const open = read_content_range("Bytes 0-0/*");
    BOOST_TEST_REQUIRE(open.has_value());
    BOOST_TEST((open->first == 0U && open->last == 0U && !open->total));
    BOOST_TEST(read_content_range("bytes 0-18446744073709551614/18446744073709551615").has_value());
}

BOOST_AUTO_TEST_CASE(whatever_else_stands_there_is_no_range)
{
    for (std::string_view const text : {"",
                                        "bytes",
                                        "bytes ",
                                        "bytes */10",
                                        "bytes 5-9",
                                        "bytes 5/10",
                                        "bytes 9-5/10",
                                        "bytes 5-10/10",
                                        "bytes 5-9/",
                                        "bytes 5-9/x",
                                        "bytes -9/10",
                                        "bytes 5-/10",
                                        "bytes 5-9/10 ",
                                        "bytes  5-9/10",
                                        "bytes +5-9/10",
                                        "items 5-9/10",
                                        "bytes 5-9/10, 5-9/10",
                                        "bytes 5-99999999999999999999/*",
                                        "bytes 5/9-10",
                                        "5-9/10"})
        BOOST_TEST(!read_content_range(text), text);
}

BOOST_AUTO_TEST_CASE(a_strong_tag_tells_the_same_file)
{
    auto const of = [](std::string tag) { return strong_validator({{"etag", std::move(tag)}}); };
    BOOST_TEST(of("\"abc\"") == "\"abc\"");
    BOOST_TEST(of("\"\"") == "\"\"");
    for (auto const* const tag :
         {"W/\"abc\"", "abc", "\"", "", "\"a\"b\"", "\"a b\"", "\"a\r\nX: y\"", "\"abc", "abc\""})
        BOOST_TEST(of(tag).empty(), tag);
}

BOOST_AUTO_TEST_CASE(a_date_does_so_where_no_tag_stands_and_the_file_was_left_alone)
{
    std::string const changed = "Thu, 26 Nov 2026 10:00:00 GMT";
    auto const sent = [&](std::string date) {
        return strong_validator({{"Last-Modified", changed}, {"Date", std::move(date)}});
    };
    BOOST_TEST(sent("Thu, 26 Nov 2026 10:01:00 GMT") == changed);
    BOOST_TEST(sent("Fri, 27 Nov 2026 10:00:00 GMT") == changed);
    BOOST_TEST(sent("Thu, 26 Nov 2026 10:00:59 GMT").empty());
    BOOST_TEST(sent("Thu, 26 Nov 2026 09:00:00 GMT").empty());
    BOOST_TEST(sent("yesterday").empty());
    BOOST_TEST(strong_validator({{"Last-Modified", changed}}).empty());
    BOOST_TEST(strong_validator({{"Date", changed}}).empty());
    BOOST_TEST(strong_validator({}).empty());
    http_headers const weak{
        {"ETag", "W/\"abc\""}, {"Last-Modified", changed}, {"Date", "Fri, 27 Nov 2026 10:00:00 GMT"}};
    BOOST_TEST(strong_validator(weak).empty());
}

BOOST_AUTO_TEST_SUITE_END()
