#include <jimeng/emulator/drawn_mark.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_drawn_mark)

using jimeng::emulator::corner;

static_assert(static_cast<int>(corner::bottom_right) == 0);
static_assert(static_cast<int>(corner::bottom_left) == 1);
static_assert(static_cast<int>(corner::top_left) == 2);
static_assert(static_cast<int>(corner::top_right) == 3);

BOOST_AUTO_TEST_CASE(by_default_it_would_be_opaque_in_the_corner_at_the_end)
{
    jimeng::emulator::drawn_mark const mark;
    BOOST_TEST((mark.position == corner::bottom_right));
    BOOST_TEST(mark.text.empty());
    BOOST_TEST(mark.opacity == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
