#include <jimeng/core/numbers.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <random>

BOOST_AUTO_TEST_SUITE(test_numbers)

namespace {

using jimeng::detail::number_text;
using jimeng::detail::read_number;

BOOST_AUTO_TEST_CASE(the_whole_text_is_read_or_nothing)
{
    BOOST_TEST(read_number<std::int64_t>("2560").value() == 2560);
    BOOST_TEST(read_number<std::int64_t>("-1").value() == -1);
    BOOST_TEST(read_number<std::int64_t>("007").value() == 7);
    for (auto const* const text : {"", " ", "1 ", " 1", "+1", "1x", "x", "0x10", "1.0", "1e3", "--1", "-", "1,000"})
        BOOST_TEST_CONTEXT('[' << text << ']') BOOST_TEST(!read_number<std::int64_t>(text).has_value());
    BOOST_TEST(!read_number<std::int64_t>({}).has_value());
    BOOST_TEST(!read_number<double>({}).has_value());
}

BOOST_AUTO_TEST_CASE(a_number_that_does_not_fit_is_none)
{
    BOOST_TEST(read_number<std::int64_t>("9223372036854775807").value() == std::numeric_limits<std::int64_t>::max());
    BOOST_TEST(!read_number<std::int64_t>("9223372036854775808").has_value());
    BOOST_TEST(!read_number<std::uint16_t>("65536").has_value());
    BOOST_TEST(!read_number<std::uint16_t>("-1").has_value());
    BOOST_TEST(!read_number<double>("1e999").has_value());
}

BOOST_AUTO_TEST_CASE(an_embedded_nul_ends_no_number)
{
    BOOST_TEST(!read_number<std::int64_t>(std::string_view{"1\0", 2}).has_value());
}

BOOST_AUTO_TEST_CASE(fractions_are_read_with_a_point)
{
    BOOST_TEST(read_number<double>("0.5").value() == 0.5);
    BOOST_TEST(read_number<double>(".5").value() == 0.5);
    BOOST_TEST(read_number<double>("5e-1").value() == 0.5);
    for (auto const* const text : {"", "0,5", "0.5 ", "+0.5", "0.5.5", "half"})
        BOOST_TEST_CONTEXT('[' << text << ']') BOOST_TEST(!read_number<double>(text).has_value());
}

BOOST_AUTO_TEST_CASE(the_text_of_a_number_is_the_shortest)
{
    BOOST_TEST(number_text(0.5) == "0.5");
    BOOST_TEST(number_text(3.0) == "3");
    BOOST_TEST(number_text(0.0625) == "0.0625");
    BOOST_TEST(number_text(0.1 + 0.2) == "0.30000000000000004");
    BOOST_TEST(number_text(-1.5) == "-1.5");
}

BOOST_AUTO_TEST_CASE(the_text_of_any_number_reads_back_as_the_same)
{
    std::mt19937_64 random{7};
    std::uniform_real_distribution<double> ratio{0.0625, 16.0};
    for (int i = 0; i != 2000; ++i) {
        double const value = ratio(random);
        BOOST_TEST(read_number<double>(number_text(value)).value() == value);
    }
    for (double const value : {std::numeric_limits<double>::max(), -std::numeric_limits<double>::max(),
                               std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::lowest()})
        BOOST_TEST(read_number<double>(number_text(value)).value() == value);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
