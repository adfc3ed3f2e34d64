#include <jimeng/core/models/i2v_first_tail_v30.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_i2v_first_tail_v30)

namespace {

using model = jimeng::i2v_first_tail_v30;

static_assert(model::req_key == "jimeng_i2v_first_tail_v30");
static_assert(jimeng::action_stem_of<model>() == "JimengI2VFirstTailV30");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(jimeng::broken_rule(model{.prompt = "p"}) == jimeng::rules::value_is_present);
static_assert(decltype(model::inputs)::limits.min == 2 && decltype(model::inputs)::limits.max == 2);
static_assert(decltype(model::inputs)::limits.shortest_side == 320 && decltype(model::inputs)::limits.ratio == 3);

/// @par Source 85621/1791184, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0", "https://a.example/1"},
                                    .prompt = "千军万马",
                                    .seed = 42,
                                    .frames = 241}) ==
        R"({"req_key":"jimeng_i2v_first_tail_v30","image_urls":["https://a.example/0","https://a.example/1"],"prompt":"千军万马","seed":42,"frames":241})");
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0", "https://a.example/1"}, .prompt = "p"}) ==
        R"({"req_key":"jimeng_i2v_first_tail_v30","image_urls":["https://a.example/0","https://a.example/1"],"prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("seed") == "-1");
    BOOST_TEST(standard_of<model>("frames") == "121");
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_not_seen_counts_as_16_9)
{
    BOOST_TEST((model{.inputs = {"https://a.example/0", "https://a.example/1"}, .prompt = "p"}.outline().sides ==
                jimeng::image_size{1280, 720}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
