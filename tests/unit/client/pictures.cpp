#include <jimeng/client/pictures.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_pictures)

static_assert(std::is_same_v<jimeng::picture, jimeng::artifact>);
static_assert(std::is_same_v<jimeng::pictures::value_type, jimeng::artifact>);

BOOST_AUTO_TEST_CASE(they_are_a_vector_that_knows_its_task)
{
    jimeng::pictures all(2);
    all.task.req_key = "key";
    auto const copy = all;
    BOOST_TEST(copy.size() == 2U);
    BOOST_TEST(copy.task.req_key == "key");
    BOOST_TEST((copy.front().kind == jimeng::media_kind::picture));
}

BOOST_AUTO_TEST_SUITE_END()
