#include <jimeng/core/models/ti2v_v30_pro.hpp>

#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/wire/encode.hpp>

#include <boost/json/parse.hpp>

BOOST_AUTO_TEST_SUITE(test_ti2v_v30_pro)

namespace {

using jimeng::ti2v_v30_pro;
namespace rules = jimeng::rules;

static_assert(std::is_same_v<ti2v_v30_pro::result, jimeng::one_video>);
static_assert(jimeng::broken_rule(ti2v_v30_pro{.prompt = "p", .aspect_ratio = "1:1"}) == rules::none);
static_assert(jimeng::broken_rule(ti2v_v30_pro{.inputs = {"https://a.example/0"}}) == rules::none);
static_assert(jimeng::broken_rule(ti2v_v30_pro{}) != rules::none);

/// @par Source 85621/1777001, parameter table: names, types, defaults.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    auto const page = boost::json::parse(R"({
        "req_key": "jimeng_ti2v_v30_pro",
        "prompt": "千军万马",
        "seed": -1,
        "frames": 121,
        "aspect_ratio": "16:9"
    })");
    auto const body =
        jimeng::encode_submit(ti2v_v30_pro{.prompt = "千军万马", .seed = -1, .frames = 121, .aspect_ratio = "16:9"});
    BOOST_TEST(boost::json::parse(body) == page);
    auto const first_frame =
        boost::json::parse(R"({"req_key":"jimeng_ti2v_v30_pro","image_urls":["https://a.example/0"],"frames":241})");
    BOOST_TEST(boost::json::parse(jimeng::encode_submit(
                   ti2v_v30_pro{.inputs = {"https://a.example/0"}, .frames = 241})) == first_frame);
}

BOOST_AUTO_TEST_CASE(a_ratio_has_the_pages_size)
{
    BOOST_TEST((ti2v_v30_pro{.prompt = "p", .aspect_ratio = "21:9"}.outline().sides == jimeng::image_size{2176, 928}));
    BOOST_TEST((ti2v_v30_pro{.prompt = "p"}.outline().sides == jimeng::image_size{1920, 1088}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
