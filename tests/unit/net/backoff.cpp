#include <jimeng/net/backoff.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>

BOOST_AUTO_TEST_SUITE(test_backoff)

using jimeng::backoff;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(the_longest_wait_doubles_up_to_an_end)
{
    constexpr backoff how{2s, 60s};
    static_assert(how.longest_after(0) == 2s && how.longest_after(1) == 4s && how.longest_after(4) == 32s);
    static_assert(how.longest_after(5) == 60s && how.longest_after(2'000'000'000) == 60s);
    static_assert(how.longest_after(-5) == 2s);
    BOOST_TEST((how == backoff{2s, 60s}));
}

BOOST_AUTO_TEST_CASE(durations_without_sense_are_bounded)
{
    constexpr auto ever = std::chrono::milliseconds::max();
    static_assert(backoff{ever, ever}.longest_after(30) == std::chrono::hours{24 * 365});
    static_assert(backoff{-1s, 60s}.longest_after(3) == 0s);
    static_assert(backoff{5s, 1s}.longest_after(0) == 1s);
    BOOST_TEST((backoff{1ms, ever}.longest_after(1000) == 1ms * (1 << 30)));
}

BOOST_AUTO_TEST_SUITE_END()
