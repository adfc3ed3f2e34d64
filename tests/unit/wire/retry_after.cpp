#include <jimeng/wire/retry_after.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>

BOOST_AUTO_TEST_SUITE(test_retry_after)

using jimeng::retry_after;
using jimeng::with_retry_after;
using namespace std::chrono;

constexpr sys_seconds noon = sys_days{2026y / January / 1} + 12h;
constexpr seconds a_year = hours{24 * 365};

BOOST_AUTO_TEST_CASE(row_31_seconds_and_dates_are_understood_and_garbage_is_none)
{
    struct row {
        char const* value;
        std::optional<seconds> wanted;
    };
    row const rows[] = {
        {"0", 0s},
        {"5", 5s},
        {"007", 7s},
        {"1000000000000", a_year},
        {"18446744073709551616000000000000000000", a_year},
        {"-1", std::nullopt},
        {"+1", std::nullopt},
        {"1.5", std::nullopt},
        {"NaN", std::nullopt},
        {"inf", std::nullopt},
        {"", std::nullopt},
        {"5 s", std::nullopt},
        {"Thu, 01 Jan 2026 12:00:30 GMT", 30s},
        {"Thu, 01 Jan 2026 11:59:30 GMT", 0s},
        {"Sat, 01 Jan 0000 00:00:00 GMT", 0s},
        {"Fri, 31 Dec 9999 23:59:59 GMT", a_year},
        {"Fri, 01 Jan 2026 12:00:30 GMT", std::nullopt}, // it was a Thursday
        {"tomorrow", std::nullopt},
    };
    for (auto const& [value, wanted] : rows)
        BOOST_TEST((retry_after({{"Retry-After", value}}, noon) == wanted), value);
    BOOST_TEST(!retry_after({{"Date", "Thu, 01 Jan 2026 12:00:30 GMT"}}, noon));
}

BOOST_AUTO_TEST_CASE(a_date_counts_from_the_date_of_the_answer)
{
    jimeng::http_headers headers{{"retry-after", "Thu, 01 Jan 2026 13:00:10 GMT"},
                                 {"date", "Thu, 01 Jan 2026 13:00:00 GMT"}};
    BOOST_TEST((retry_after(headers, noon) == 10s));
    headers[1].value = "an hour ago";
    BOOST_TEST((retry_after(headers, noon) == 3610s));
}

BOOST_AUTO_TEST_CASE(row_31_it_makes_a_wait_longer_by_a_minute_at_most_and_never_shorter)
{
    static_assert(with_retry_after(2s, std::nullopt) == 2s);
    static_assert(with_retry_after(2s, 0s) == 2s);
    static_assert(with_retry_after(2s, 30s) == 30s);
    static_assert(with_retry_after(2s, 62s) == 62s);
    static_assert(with_retry_after(2s, 63s) == 62s);
    static_assert(with_retry_after(2s, a_year) == 62s);
    BOOST_TEST((with_retry_after(a_year, a_year) == a_year));
}

BOOST_AUTO_TEST_SUITE_END()
