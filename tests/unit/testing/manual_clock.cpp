#include <jimeng/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_manual_clock)

using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(it_moves_when_told_and_never_back)
{
    jimeng::testing::manual_clock clock;
    auto const start = clock.now();
    clock.advance(2s);
    clock.advance_to(start + 1s);
    BOOST_TEST((clock.now() == start + 2s));
    clock.advance_to(start + 3s);
    BOOST_TEST((clock.now() == start + 3s));
}

BOOST_AUTO_TEST_SUITE_END()
