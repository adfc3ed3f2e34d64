#include <jimeng/core/models/t2v_v30_1080p.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_t2v_v30_1080p)

namespace {

using model = jimeng::t2v_v30_1080p;

static_assert(model::req_key == "jimeng_t2v_v30_1080p");
static_assert(jimeng::action_stem_of<model>() == "JimengT2VV301080P");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
// The page of video from text alone ends its key in 1080p, those of video from pictures in 1080.
static_assert(model::req_key.ends_with("_1080p") && model::action_stem.ends_with("1080P"));

/// @par Source 85621/1792711 and its neighbours, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.prompt = "千军万马", .seed = 42, .frames = 241, .aspect_ratio = "21:9"}) ==
        R"({"req_key":"jimeng_t2v_v30_1080p","prompt":"千军万马","seed":42,"frames":241,"aspect_ratio":"21:9"})");
    BOOST_TEST(jimeng::encode_submit(model{.prompt = "p"}) == R"({"req_key":"jimeng_t2v_v30_1080p","prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("seed") == "-1");
    BOOST_TEST(standard_of<model>("frames") == "121");
    BOOST_TEST(standard_of<model>("aspect_ratio") == "16:9");
}

BOOST_AUTO_TEST_CASE(a_ratio_has_its_size)
{
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "21:9"}.outline().sides == jimeng::image_size{2176, 928}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "16:9"}.outline().sides == jimeng::image_size{1920, 1088}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "4:3"}.outline().sides == jimeng::image_size{1664, 1248}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "1:1"}.outline().sides == jimeng::image_size{1440, 1440}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "3:4"}.outline().sides == jimeng::image_size{1248, 1664}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "9:16"}.outline().sides == jimeng::image_size{1088, 1920}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
