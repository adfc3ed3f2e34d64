#include <jimeng/core/models/t2v_v30.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_t2v_v30)

namespace {

using model = jimeng::t2v_v30;

static_assert(model::req_key == "jimeng_t2v_v30");
static_assert(jimeng::action_stem_of<model>() == "JimengT2VV30");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);

/// @par Source 85621/1792710 and its neighbours, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(jimeng::encode_submit(model{.prompt = "千军万马", .seed = 42, .frames = 241, .aspect_ratio = "21:9"}) ==
               R"({"req_key":"jimeng_t2v_v30","prompt":"千军万马","seed":42,"frames":241,"aspect_ratio":"21:9"})");
    BOOST_TEST(jimeng::encode_submit(model{.prompt = "p"}) == R"({"req_key":"jimeng_t2v_v30","prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("seed") == "-1");
    BOOST_TEST(standard_of<model>("frames") == "121");
    BOOST_TEST(standard_of<model>("aspect_ratio") == "16:9");
}

BOOST_AUTO_TEST_CASE(a_ratio_has_its_size)
{
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "16:9"}.outline().sides == jimeng::image_size{1280, 720}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "1:1"}.outline().sides == jimeng::image_size{720, 720}));
    BOOST_TEST((model{.prompt = "p", .aspect_ratio = "9:16"}.outline().sides == jimeng::image_size{720, 1280}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
