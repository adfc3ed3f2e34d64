#include <jimeng/net/detail/bounded_duration.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_bounded_duration)

using jimeng::detail::bounded_duration;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(every_unit_is_bounded_before_it_is_converted)
{
    constexpr std::chrono::nanoseconds year = 24h * 365;
    static_assert(std::chrono::nanoseconds{bounded_duration(std::chrono::milliseconds::max())} == year);
    static_assert(std::chrono::nanoseconds{bounded_duration(std::chrono::seconds::max())} == year);
    static_assert(std::chrono::nanoseconds{bounded_duration(std::chrono::nanoseconds::max())} == year);
    static_assert(std::chrono::nanoseconds{bounded_duration(24h * 365 * 300)} == year);
    BOOST_TEST((bounded_duration(std::chrono::milliseconds::min()) == 0ms));
}

BOOST_AUTO_TEST_CASE(what_a_clock_can_bear_stays)
{
    for (auto const duration : {0ms, 1ms, 120'000ms, std::chrono::milliseconds{24h * 365}})
        BOOST_TEST((bounded_duration(duration) == duration));
    BOOST_TEST((bounded_duration(-1ms) == 0ms));
}

BOOST_AUTO_TEST_SUITE_END()
