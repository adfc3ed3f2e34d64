#include <jimeng/wire/prepared_entry.hpp>

#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>

BOOST_AUTO_TEST_SUITE(test_prepared_entry)

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
    BOOST_TEST(outline.text.view() == "a cat");
}

BOOST_AUTO_TEST_CASE(a_source_that_breaks_a_rule_leaves_no_body)
{
    given_fields typed{true, {{"prompt", "a cat"}, {"frames", "7"}}};
    jimeng::request_outline outline;
    auto const refused =
        jimeng::prepare(*jimeng::find_model(jimeng::library_models(), "video-3.0-pro"), typed, outline);
    BOOST_TEST(refused.body.empty());
    BOOST_TEST(refused.broken.field == "frames");
}

BOOST_AUTO_TEST_SUITE_END()
