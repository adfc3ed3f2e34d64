#include <jimeng/core/route.hpp>

#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

BOOST_AUTO_TEST_SUITE(test_route)

using namespace jimeng;

static_assert(has_own_actions<text_to_image_v40> && !has_own_actions<seedream_v46> && !has_own_actions<int>);
static_assert(action_stem_of<text_to_image_v40>() == "JimengT2IV40" && action_stem_of<seedream_v46>().empty());
static_assert(model_route_for<text_to_image_v40>() == model_route);

BOOST_AUTO_TEST_CASE(the_two_routes_are_those_of_the_pages_and_of_the_sdk)
{
    BOOST_TEST(generic_route.endpoint == "https://visual.volcengineapi.com");
    BOOST_TEST(generic_route.region == "cn-north-1");
    BOOST_TEST(!generic_route.per_model);
    BOOST_TEST(model_route.endpoint == "https://open.volcengineapi.com");
    BOOST_TEST(model_route.region == "cn-beijing");
    BOOST_TEST(model_route.per_model);
    BOOST_TEST(model_action_version == "2024-06-06");
}

BOOST_AUTO_TEST_CASE(a_mixture_is_a_value_too)
{
    auto mixed = model_route;
    mixed.endpoint = default_endpoint;
    BOOST_TEST((mixed != model_route && mixed.per_model));
}

BOOST_AUTO_TEST_SUITE_END()
