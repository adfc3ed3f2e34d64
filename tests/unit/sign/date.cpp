#include <jimeng/sign/date.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(test_date)

namespace {

std::string at(long long unix_time)
{
    return jimeng::basic_date(std::chrono::sys_seconds{std::chrono::seconds{unix_time}});
}

BOOST_AUTO_TEST_CASE(an_instant_is_written_in_utc)
{
    BOOST_TEST(at(0) == "19700101T000000Z");
    BOOST_TEST(at(1749975330) == "20250615T081530Z");
}

BOOST_AUTO_TEST_CASE(years_and_leap_days_roll_over_at_midnight)
{
    BOOST_TEST(at(1735689599) == "20241231T235959Z");
    BOOST_TEST(at(1735689600) == "20250101T000000Z");
    BOOST_TEST(at(951782400) == "20000229T000000Z");
    BOOST_TEST(at(4107542399) == "21000228T235959Z");
    BOOST_TEST(at(4107542400) == "21000301T000000Z");
}

BOOST_AUTO_TEST_CASE(times_beyond_32_bits_and_before_1970_hold)
{
    BOOST_TEST(at(2147483648) == "20380119T031408Z");
    BOOST_TEST(at(-1) == "19691231T235959Z");
}

BOOST_AUTO_TEST_CASE(the_text_has_sixteen_characters_for_any_time)
{
    using std::chrono::sys_seconds;
    BOOST_TEST(jimeng::basic_date(sys_seconds::max()) == "99991231T235959Z");
    BOOST_TEST(jimeng::basic_date(sys_seconds::min()) == "00000101T000000Z");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
