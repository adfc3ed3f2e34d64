#include <jimeng/core/flag.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <optional>

BOOST_AUTO_TEST_SUITE(test_flag)

namespace {

using jimeng::flag;

enum choice { off, on };

static_assert(flag{}.empty() && !flag{}.value());
static_assert(!flag{true}.empty() && flag{true}.value());
static_assert(!flag{false}.empty() && !flag{false}.value(), "off is not the same as unset");

static_assert(std::convertible_to<bool, flag>);
static_assert(!std::convertible_to<int, flag>);
static_assert(!std::convertible_to<double, flag>);
static_assert(!std::convertible_to<char const*, flag>);
static_assert(!std::convertible_to<choice, flag>);
static_assert(!std::convertible_to<std::nullptr_t, flag>);
static_assert(!std::convertible_to<std::optional<bool>, flag>);
static_assert(!std::convertible_to<flag, bool>, "only where a condition asks for it");
static_assert(!std::convertible_to<flag, int>);

BOOST_AUTO_TEST_CASE(a_flag_is_assigned_from_a_truth_value_and_emptied_again)
{
    bool const wanted = true;
    flag f;
    f = wanted;
    BOOST_TEST(!f.empty());
    BOOST_TEST(f.value());
    f = false;
    BOOST_TEST(!f.empty());
    BOOST_TEST(!f.value());
    f = {};
    BOOST_TEST(f.empty());
}

BOOST_AUTO_TEST_CASE(a_condition_asks_whether_it_was_switched_on)
{
    BOOST_TEST(!flag{});
    BOOST_TEST(!flag{false});
    BOOST_TEST(static_cast<bool>(flag{true}));
}

BOOST_AUTO_TEST_CASE(an_unset_flag_takes_the_default_that_is_given)
{
    BOOST_TEST(flag{}.value_or(true));
    BOOST_TEST(!flag{}.value_or(false));
    BOOST_TEST(!flag{false}.value_or(true));
    BOOST_TEST(flag{true}.value_or(false));
}

BOOST_AUTO_TEST_CASE(flags_compare_by_all_three_states)
{
    BOOST_TEST((flag{} == flag{}));
    BOOST_TEST((flag{} != flag{false}));
    BOOST_TEST((flag{true} != flag{false}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
