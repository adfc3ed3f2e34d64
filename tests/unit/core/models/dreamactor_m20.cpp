#include <jimeng/core/models/dreamactor_m20.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_dreamactor_m20)

namespace {

using model = jimeng::dreamactor_m20;

static_assert(model::req_key == "jimeng_dreamactor_m20_gen_video");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(decltype(model::inputs)::limits.shortest_side == 480 &&
              decltype(model::inputs)::limits.longest_side == 1920);
static_assert(decltype(model::inputs)::limits.bytes == 4'700'000);
static_assert(jimeng::broken_rule(model{.video_url = "https://a.example/v"}) == jimeng::rules::value_is_present);

/// @par Source 85621/2201579, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/who.png"},
                                    .video_url = "https://a.example/dance.mp4",
                                    .cut_result_first_second_switch = false,
                                    .callback_url = "https://b.example/done"}) ==
        R"({"req_key":"jimeng_dreamactor_m20_gen_video","image_urls":["https://a.example/who.png"],"video_url":"https://a.example/dance.mp4","cut_result_first_second_switch":false,"callback_url":"https://b.example/done"})");
    BOOST_TEST(
        jimeng::encode_submit(
            model{.inputs = {"https://a.example/who.png"}, .video_url = "https://a.example/dance.mp4"}) ==
        R"({"req_key":"jimeng_dreamactor_m20_gen_video","image_urls":["https://a.example/who.png"],"video_url":"https://a.example/dance.mp4"})");
}

BOOST_AUTO_TEST_CASE(the_service_cuts_the_first_second_unless_it_is_told_not_to)
{
    auto const told = facts_of_member<model>("cut_result_first_second_switch");
    BOOST_TEST(told.summary.find("service default true") != std::string_view::npos);
    BOOST_TEST(!told.required);
    BOOST_TEST(facts_of_member<model>("video_url").required);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
