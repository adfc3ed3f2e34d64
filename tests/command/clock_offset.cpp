#include "clock_offset.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_clock_offset)

namespace {

using command::duration_text;
using command::language;
using command::read_http_date;
using command::time_text;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(the_form_that_is_sent_is_read)
{
    auto const at = read_http_date("Sun, 06 Nov 2044 08:49:37 GMT");
    BOOST_TEST_REQUIRE(at.has_value());
    BOOST_TEST(time_text(*at) == "2044-11-06 08:49:37 UTC");
    BOOST_TEST(time_text(read_http_date("Thu, 29 Feb 2024 23:59:59 GMT").value()) == "2024-02-29 23:59:59 UTC");
    BOOST_TEST(time_text(read_http_date("Fri, 31 Dec 9999 23:59:60 GMT").value()) == "10000-01-01 00:00:00 UTC");
    BOOST_TEST(time_text(read_http_date("Sat, 01 Jan 2000 00:00:00 GMT").value()) == "2000-01-01 00:00:00 UTC");
}

BOOST_AUTO_TEST_CASE(whatever_else_stands_there_is_no_date)
{
    for (std::string_view const text : {
             "",
             "GMT",
             "Sunday, 06-Nov-44 08:49:37 GMT",
             "Sun Nov  6 08:49:37 2044",
             "Sun, 06 Nov 2044 08:49:37 UTC",
             "Sun, 06 Nov 2044 08:49:37 GMT ",
             "Sun, 6 Nov 2044 08:49:37 GMT",
             "Sun, 06 nov 2044 08:49:37 GMT",
             "Sun, 30 Feb 2044 08:49:37 GMT",
             "Thu, 29 Feb 2023 23:59:59 GMT",
             "Sun, 00 Nov 2044 08:49:37 GMT",
             "Sun, 06 Nov 2044 24:49:37 GMT",
             "Sun, 06 Nov 2044 08:60:37 GMT",
             "Sun, 06 Nov 2044 08:49:61 GMT",
             "Sun, -6 Nov 2044 08:49:37 GMT",
             "Sun, 06 Nov 99999999999 08:49:37 GMT",
             "Thu, 01 Jan 1970 00:00:00 GMT",
             "Sun, 06 ovD 2044 08:49:37 GMT",
             "Sun, 06 Nov -044 08:49:37 GMT",
             "Sun, 06 Nov 2044 +8:49:37 GMT",
         })
        BOOST_TEST(!read_http_date(text), text);
}

BOOST_AUTO_TEST_CASE(a_length_has_its_two_largest_units)
{
    auto const english = [](std::chrono::seconds length) { return duration_text(length, language::english); };
    BOOST_TEST(english(0s) == "0 s");
    BOOST_TEST(english(59s) == "59 s");
    BOOST_TEST(english(60s) == "1 min");
    BOOST_TEST(english(-1203s) == "20 min 3 s");
    BOOST_TEST(english(3600s) == "1 h");
    BOOST_TEST(english(3601s) == "1 h"); // seconds are no second unit of hours
    BOOST_TEST(english(25h + 59min) == "1 d 1 h");
    BOOST_TEST(english(24h + 59min) == "1 d");
    BOOST_TEST(english(std::chrono::hours{24 * 365 * 2000}) == "730000 d");
    BOOST_TEST(duration_text(25h, language::chinese) == "1 天 1 小时");
    BOOST_TEST(duration_text(61s, language::chinese) == "1 分钟 1 秒");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
