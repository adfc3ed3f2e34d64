#include <jimeng/core/actions.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>

BOOST_AUTO_TEST_SUITE(test_actions)

namespace {

static_assert(!std::same_as<jimeng::submit_task, jimeng::get_result>);
static_assert(std::same_as<jimeng::submit_task, jimeng::api_action<"CVSync2AsyncSubmitTask", "2022-08-31">>);
static_assert(!std::same_as<jimeng::submit_task, jimeng::api_action<"CVSync2AsyncSubmitTask", "2024-06-06">>);

BOOST_AUTO_TEST_CASE(submit_and_query_are_the_two_actions_of_the_pages)
{
    BOOST_TEST(jimeng::submit_task::name == "CVSync2AsyncSubmitTask");
    BOOST_TEST(jimeng::submit_task::version == "2022-08-31");
    BOOST_TEST(jimeng::get_result::name == "CVSync2AsyncGetResult");
    BOOST_TEST(jimeng::get_result::version == "2022-08-31");
}

BOOST_AUTO_TEST_CASE(endpoint_region_and_service_are_the_fixed_ones)
{
    BOOST_TEST(jimeng::default_endpoint == "https://visual.volcengineapi.com");
    BOOST_TEST(jimeng::default_region == "cn-north-1");
    BOOST_TEST(jimeng::default_service == "cv");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
