#include <jimeng/core/models.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

BOOST_AUTO_TEST_SUITE(test_models)

namespace {

template <class... Models>
constexpr std::size_t length(jimeng::model_types<Models...>)
{
    return sizeof...(Models);
}

BOOST_AUTO_TEST_CASE(the_list_holds_types_of_requests)
{
    BOOST_TEST(length(jimeng::models) == 29U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
