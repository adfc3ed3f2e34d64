#include <jimeng/wire/prepared_request.hpp>

#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>

namespace {

static_assert(jimeng::submittable<jimeng::text_to_image_v40> && jimeng::submittable<jimeng::prepared_request>);
static_assert(!jimeng::submittable<int>);

BOOST_AUTO_TEST_SUITE(test_prepared_request)

BOOST_AUTO_TEST_CASE(a_model_of_the_compilers_and_one_of_run_time_give_the_same)
{
    auto const fixed = jimeng::prepare(jimeng::ti2v_v30_pro{.prompt = "a cat", .frames = 241});
    given_fields typed{true, {{"prompt", "a cat"}, {"frames", "241"}}};
    jimeng::request_outline outline;
    auto const chosen = jimeng::prepare(*jimeng::find_model(jimeng::library_models(), "video-3.0-pro"), typed, outline);
    BOOST_TEST(chosen.body == R"({"req_key":"jimeng_ti2v_v30_pro","prompt":"a cat","frames":241})");
    BOOST_TEST(fixed.body == chosen.body);
    BOOST_TEST(fixed.req_key == chosen.req_key);
    BOOST_TEST(fixed.action_stem == "JimengTI2VV30PRO");
    BOOST_TEST((chosen.result == jimeng::result_kind::video));
    BOOST_TEST(outline.text == "a cat");
}

BOOST_AUTO_TEST_CASE(a_broken_rule_leaves_no_body)
{
    auto const prepared = jimeng::prepare(jimeng::ti2v_v30_pro{});
    BOOST_TEST(prepared.body.empty());
    BOOST_TEST(prepared.broken.field == "prompt");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
