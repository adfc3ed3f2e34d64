#include <jimeng/core/fixed_string.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_fixed_string)

namespace {

template <jimeng::fixed_string Name>
struct named {
    static constexpr std::string_view name = Name.view();
};

static_assert(std::same_as<named<"a">, named<"a">>);
static_assert(!std::same_as<named<"a">, named<"b">>);
static_assert(!std::same_as<named<"a">, named<"ab">>);
static_assert(!std::convertible_to<char const*, jimeng::fixed_string<2>>);

BOOST_AUTO_TEST_CASE(the_view_is_the_literal_without_its_end)
{
    BOOST_TEST(named<"req_key">::name == "req_key");
    BOOST_TEST(named<"">::name.empty());
    BOOST_TEST(named<"2022-08-31">::name.size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
