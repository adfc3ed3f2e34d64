#include <jimeng/core/models/pippit_shortplay_material_design.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_pippit_shortplay_material_design)

namespace {

using model = jimeng::pippit_shortplay_material_design;

static_assert(model::req_key == "pippit_shortplay_cvtob_material_design");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::data);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);

/// @par Source 85621/2389852, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.assets_id = "a-1", .thread_id = "t-2", .run_id = "r-4"}) ==
        R"({"req_key":"pippit_shortplay_cvtob_material_design","assets_id":"a-1","thread_id":"t-2","run_id":"r-4"})");
    BOOST_TEST(jimeng::encode_submit(model{.assets_id = "a-1", .thread_id = "t-2"}) ==
               R"({"req_key":"pippit_shortplay_cvtob_material_design","assets_id":"a-1","thread_id":"t-2"})");
}

BOOST_AUTO_TEST_CASE(what_must_be_given_is_told)
{
    for (auto const* const name : {"assets_id", "thread_id"}) {
        BOOST_TEST(facts_of_member<model>(name).required, name);
        BOOST_TEST(!facts_of_member<model>(name).is_subject, name);
    }
    BOOST_TEST(!facts_of_member<model>("run_id").required);
    BOOST_CHECK_THROW((void)facts_of_member<model>("episode_id"), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(a_name_of_an_order_has_less_than_32_characters)
{
    using name = decltype(model::run_id);
    BOOST_TEST(name::parse("0123456789012345678901234567890").has_value());
    BOOST_TEST((name::parse("01234567890123456789012345678901").why().broken == jimeng::rules::text_within<31>));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
