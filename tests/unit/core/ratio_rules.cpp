#include <jimeng/core/ratio_rules.hpp>

#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(test_ratio_rules)

namespace {

BOOST_AUTO_TEST_CASE(bounds_of_sides_that_no_model_has_do_not_overflow)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    using jimeng::detail::bounds_for;
    BOOST_TEST(bounds_for({most, 1}).max_ratio == 16.0);
    BOOST_TEST(bounds_for({1, most}).min_ratio == 0.0625);
    BOOST_TEST(bounds_for({most, most}).max_ratio == 0.0);
    BOOST_TEST(bounds_for({most, most}).min_ratio == 0.0);
    BOOST_TEST(bounds_for({2'000'000'000'000'000, 500'000'000'000'000}).max_ratio >= 4.0);
    BOOST_TEST(bounds_for({500'000'000'000'000, 2'000'000'000'000'000}).min_ratio <= 0.25);
    BOOST_TEST(bounds_for({400'000'000'000'000, 100'000'000'000'000}).max_ratio == 4.0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
