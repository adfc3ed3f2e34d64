#include <jimeng/core/held_call.hpp>

#include <boost/test/unit_test.hpp>

#include <stop_token>

BOOST_AUTO_TEST_SUITE(test_held_call)

using jimeng::held_function;
using jimeng::held_stop;

BOOST_AUTO_TEST_CASE(a_function_is_called_and_an_empty_one_says_so)
{
    int sum = 0;
    held_function<void(int)> const add = [&](int n) { sum += n; };
    auto const copy = add;
    add(1);
    copy(2);
    BOOST_TEST(sum == 3);
    BOOST_TEST(static_cast<bool>(add));
    BOOST_TEST(!held_function<void(int)>{});
    BOOST_TEST(!held_function<void(int)>{nullptr});
}

BOOST_AUTO_TEST_CASE(a_stop_token_keeps_its_state)
{
    std::stop_source source;
    held_stop const stop = source.get_token();
    BOOST_TEST(stop.stop_possible());
    source.request_stop();
    BOOST_TEST(stop.stop_requested());
    BOOST_TEST(std::stop_token{stop}.stop_requested());
    BOOST_TEST(!held_stop{}.stop_possible());
}

static_assert(!std::is_convertible_v<int, held_function<void(int)>>);

BOOST_AUTO_TEST_SUITE_END()
