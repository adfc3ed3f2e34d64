#include <jimeng/wire/http_date.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(test_http_date)

using jimeng::read_http_date;
using namespace std::chrono;

BOOST_AUTO_TEST_CASE(twenty_nine_characters_are_a_time)
{
    constexpr auto example = read_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
    static_assert(example == sys_days{1994y / November / 6} + 8h + 49min + 37s);
    BOOST_TEST((read_http_date("Thu, 01 Jan 1970 00:00:00 GMT") == sys_seconds{}));
    BOOST_TEST((read_http_date("Thu, 29 Feb 2024 23:59:59 GMT") == sys_days{2024y / February / 29} + 86399s));
    BOOST_TEST((read_http_date("Fri, 31 Dec 9999 23:59:59 GMT") == sys_days{year{10000} / January / 1} - 1s));
    BOOST_TEST((read_http_date("Sat, 01 Jan 0000 00:00:00 GMT") == sys_days{year{0} / January / 1}));
}

BOOST_AUTO_TEST_CASE(row_36_everything_else_is_none)
{
    for (char const* const text : {
             "",
             "now",
             "Sun, 06 Nov 1994 08:49:37",
             "Sun, 06 Nov 1994 08:49:37 UTC",
             "Sun, 06 Nov 1994 08:49:37 GMT ",
             " Sun, 06 Nov 1994 08:49:37 GMT",
             "Mon, 06 Nov 1994 08:49:37 GMT",
             "Sun, 6  Nov 1994 08:49:37 GMT",
             "Sun, -6 Nov 1994 08:49:37 GMT",
             "Sun, 06 nov 1994 08:49:37 GMT",
             "Sun, 06 Nov 1994 24:49:37 GMT",
             "Sun, 06 Nov 1994 08:60:37 GMT",
             "Sun, 06 Nov 1994 08:49:60 GMT",
             "Sun, 06 Nov +994 08:49:37 GMT",
             "Fri, 30 Feb 2024 00:00:00 GMT",
             "Sun, 00 Nov 1994 08:49:37 GMT",
             "Sunday, 06-Nov-94 08:49:37 GMT",
             "Sun Nov  6 08:49:37 1994 GMT ",
             "Sun, 06 Nov 1994 08:49:3a GMT",
             "unM, 06 Nov 1994 08:49:37 GMT",
             "Sun, 06 ovD 1994 08:49:37 GMT",
         })
        BOOST_TEST(!read_http_date(text), text);
    BOOST_TEST(!read_http_date(std::string_view{"Sun, 06 Nov 1994 08:49:37\0GMT", 29}));
}

BOOST_AUTO_TEST_CASE(no_change_of_one_character_is_taken_for_another_shape)
{
    std::string const good = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (std::size_t i = 0; i != good.size(); ++i) {
        auto changed = good;
        changed[i] = '\x80';
        BOOST_TEST(!read_http_date(changed), changed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
